import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, groupOf, remove } from '../support/group-chats.js';

describe('a send that is repeated by somebody who is no longer in the chat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const keyed = { content: 'my last word', client_message_id: 'k1', message_metadata: { n: 1 } };

  async function stageGroup(): Promise<{ alice: ApiClient; bob: ApiClient; carol: ApiClient; id: number }> {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    return { alice, bob, carol, id: (await groupOf(alice, bob, carol)).id };
  }

  /** Everything that changes what the message shows. */
  async function respond(to: number, chatId: number, ...others: readonly ApiClient[]): Promise<void> {
    for (const other of others) {
      await ok(other.updateMessageStatus(to, { status: 'READ' }));
      await ok(other.addReaction(to, '👍'));
      await ok(other.sendMessage(chatId, { content: 'an answer', parent_message_id: to }));
    }
  }

  it.each(['removed', 'leaving'])('is answered as the first time to one %s: nothing that came since', async (how) => {
    const { alice, bob, carol, id } = await stageGroup();
    const sent = await ok(bob.sendMessage(id, keyed));
    await respond(sent.id, id, alice);
    if (how === 'removed') await remove(alice, id, bob);
    else await ok(act(bob, id, 'leave'));
    await respond(sent.id, id, carol);
    const [shown] = (await ok(alice.listMessages(id))).data;
    expect(shown).toMatchObject({ status: 'READ', reply_count: 2, receipts: { read: 2 } });
    expect(await ok(bob.sendMessage(id, keyed))).toEqual(sent);
    expect(await ok(bob.sendMessage(id, keyed, { headers: { prefer: 'wait=1' } }))).toEqual(sent);
    expect(await ok(api.service('bot').sendMessage(id, { ...keyed, user_id: bob.userId }))).toEqual(sent);
  });

  it('is answered with SENDING where it was sent so, and has no receipts then', async () => {
    const { alice, bob, id } = await stageGroup();
    const body = { ...keyed, status: 'SENDING' };
    const sent = await ok(bob.sendMessage(id, body));
    await ok(bob.updateMessageStatus(sent.id, { status: 'SENT' }));
    await respond(sent.id, id, alice);
    await remove(alice, id, bob);
    expect(await ok(bob.sendMessage(id, body))).toEqual(sent);
  });

  it('shows of what the server works at how it began', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const group = { chat_type: 'GROUP', rag_enabled: true, participants: [bob.userId] };
    const { id } = await ok(alice.createChat(group));
    const question = { content: 'What is it, @assistant?', client_message_id: 'q' };
    const file = { content: '# A file', message_type: 'FILE', client_message_id: 'f' };
    const asked = await ok(bob.sendMessage(id, question));
    const filed = await ok(bob.sendMessage(id, file));
    await respond(asked.id, id, alice);
    await remove(alice, id, bob);
    expect(await ok(bob.sendMessage(id, question))).toEqual(asked);
    expect(await ok(bob.sendMessage(id, file))).toEqual(filed);
    expect(filed.status).toBe('SENDING');
    const waited = await ok(bob.sendMessage(id, question, { headers: { prefer: 'wait=1' } }));
    expect(waited).toEqual(asked);
  });
});
