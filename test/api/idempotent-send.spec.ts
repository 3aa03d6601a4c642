import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { add, groupOf } from '../support/group-chats.js';
import { idsOf } from '../support/page-walk.js';

describe('sending again with the same key', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const header = { headers: { 'Idempotency-Key': 'k1' } };
  const keyed = { content: 'x', client_message_id: 'k1' };

  async function startChat(): Promise<{ alice: ApiClient; id: number }> {
    const alice = api.user('alice');
    return { alice, id: (await ok(alice.createChat())).id };
  }

  it('answers the stored message and changes nothing, by field, by header, and across the two', async () => {
    const { alice, id } = await startChat();
    const first = await ok(alice.sendMessage(id, keyed));
    expect(first.client_message_id).toBe('k1');
    expect(await ok(alice.sendMessage(id, keyed))).toEqual(first);
    expect(await ok(alice.sendMessage(id, { content: 'x' }, header))).toEqual(first);
    expect(await ok(alice.sendMessage(id, keyed, header))).toEqual(first);
    expect(await ok(alice.sendMessage(id, { ...keyed, message_metadata: null }))).toEqual(first);
    expect((await ok(alice.listMessages(id))).data).toEqual([first]);
    expect((await ok(alice.getChat(id))).last_seq).toBe(first.change_seq);
  });

  it('a key given by the header alone is shown as client_message_id', async () => {
    const { alice, id } = await startChat();
    expect((await ok(alice.sendMessage(id, 'x', header))).client_message_id).toBe('k1');
  });

  it('takes effect once, however many arrive at once', async () => {
    const { alice, id } = await startChat();
    const before = await ok(alice.getChat(id));
    const sent = await Promise.all(Array.from({ length: 20 }, () => ok(alice.sendMessage(id, keyed))));
    expect(new Set(idsOf(sent)).size).toBe(1);
    expect(await ok(alice.listMessages(id))).toMatchObject({ data: [sent[0]], last_seq: before.last_seq + 1 });
  });

  it('of other bodies that arrive at once, one is stored and the rest are refused', async () => {
    const { alice, id } = await startChat();
    const bodies = Array.from({ length: 8 }, (_, nth) => ({ ...keyed, content: `${nth}` }));
    const replies = await Promise.all(bodies.map((body) => alice.sendMessage(id, body)));
    const stored = replies.filter(({ status }) => status === 200).map(({ body }) => body);
    const codes = replies.filter(({ status }) => status !== 200).map(({ problem }) => problem.code);
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'idempotency_key_reused'));
    expect((await ok(alice.listMessages(id))).data).toEqual(stored);
  });

  it.each([
    ['content', { content: 'y' }],
    ['white space', { content: 'x ' }],
    ['is_user', { is_user: false }],
    ['type', { message_type: 'IMAGE' }],
    ['metadata', { message_metadata: { a: 1 } }],
    ['status', { status: 'SENDING' }],
  ])('another %s is another body', async (_what, other) => {
    const { alice, id } = await startChat();
    const first = await ok(alice.sendMessage(id, keyed));
    await refused(alice.sendMessage(id, { ...keyed, ...other }), 400, 'idempotency_key_reused');
    await refused(alice.sendMessage(id, { content: 'x', ...other }, header), 400, 'idempotency_key_reused');
    expect(await ok(alice.listMessages(id))).toMatchObject({ data: [first], last_seq: first.change_seq });
  });

  it('another parent is another body', async () => {
    const { alice, id } = await startChat();
    const parent = await ok(alice.sendMessage(id, 'parent'));
    const reply = await ok(alice.sendMessage(id, { ...keyed, parent_message_id: parent.id }));
    await refused(alice.sendMessage(id, keyed), 400, 'idempotency_key_reused');
    expect(await ok(alice.sendMessage(id, { ...keyed, parent_message_id: parent.id }))).toEqual(reply);
    expect((await ok(alice.listMessages(id))).data[0]?.reply_count).toBe(1);
  });

  it('knows the body that was sent, also after the message changed', async () => {
    const { alice, id } = await startChat();
    const body = { ...keyed, status: 'SENDING' };
    const { id: messageId } = await ok(alice.sendMessage(id, body));
    for (const status of ['FAILED', 'SENDING', 'SENT', 'READ']) {
      const changed = await ok(alice.updateMessageStatus(messageId, { status }));
      expect(changed.status).toBe(status);
      expect(await ok(alice.sendMessage(id, body))).toEqual(changed);
    }
    const reacted = await ok(alice.addReaction(messageId, '👍'));
    expect(await ok(alice.sendMessage(id, body))).toEqual(reacted);
    expect((await ok(alice.getChat(id))).last_seq).toBe(reacted.change_seq);
  });

  it('answers as the first time in an archived chat, where nothing new is taken', async () => {
    const { alice, id } = await startChat();
    const first = await ok(alice.sendMessage(id, keyed));
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect(await ok(alice.sendMessage(id, keyed))).toEqual(first);
    await refused(alice.sendMessage(id, { ...keyed, content: 'y' }), 400, 'idempotency_key_reused');
    await refused(alice.sendMessage(id, { ...keyed, client_message_id: 'k2' }), 400, 'chat_archived');
  });

  it('is 404 in a deleted chat, and is answered again once the chat is restored', async () => {
    const { alice, id } = await startChat();
    const first = await ok(alice.sendMessage(id, keyed));
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await refused(alice.sendMessage(id, keyed), 404, 'chat_not_found');
    await ok(alice.updateChatStatus(id, { status: 'ACTIVE' }));
    expect(await ok(alice.sendMessage(id, keyed))).toEqual(first);
  });

  it('answers a sender who has left since, the leave itself included', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const leave = {
      content: 'bye',
      message_type: 'SYSTEM',
      message_metadata: { action: 'leave' },
      client_message_id: 'l',
    };
    const said = await ok(bob.sendMessage(id, keyed));
    const left = await ok(bob.sendMessage(id, leave));
    expect(await ok(bob.sendMessage(id, leave))).toEqual(left);
    expect(await ok(bob.sendMessage(id, keyed))).toEqual(said);
    await refused(bob.sendMessage(id, { ...keyed, client_message_id: 'k2' }), 404, 'chat_not_found');
    await add(alice, id, bob);
    expect(await ok(bob.sendMessage(id, leave))).toEqual(left);
    expect((await ok(alice.getChat(id))).participants).toEqual([alice.userId, bob.userId]);
  });

  it('belongs to one sender and one chat', async () => {
    const [alice, bob, mallory] = [api.user('alice'), api.user('bob'), api.user('mallory')];
    const [group, other] = [await groupOf(alice, bob), await groupOf(alice, bob)];
    const sent = [
      await ok(alice.sendMessage(group.id, keyed)),
      await ok(bob.sendMessage(group.id, keyed)),
      await ok(alice.sendMessage(other.id, keyed)),
    ];
    expect(new Set(idsOf(sent)).size).toBe(3);
    expect(idsOf((await ok(alice.listMessages(group.id))).data)).toEqual(idsOf(sent.slice(0, 2)));
    await refused(mallory.sendMessage(group.id, keyed), 404, 'chat_not_found');
  });

  it('is not used up by a send that was refused', async () => {
    const { alice, id } = await startChat();
    await refused(alice.sendMessage(id, { ...keyed, parent_message_id: id + 1_000_000 }), 400, 'parent_not_in_chat');
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    await refused(alice.sendMessage(id, { ...keyed, content: 'y' }), 400, 'chat_archived');
    await ok(alice.updateChatStatus(id, { status: 'ACTIVE' }));
    expect((await ok(alice.sendMessage(id, keyed))).content).toBe('x');
  });

  it('takes keys of 1-64 characters', async () => {
    const { alice, id } = await startChat();
    const send = (client_message_id: string) => alice.sendMessage(id, { content: 'x', client_message_id });
    for (const key of ['a', 'a'.repeat(64), '😀'.repeat(64)]) expect((await ok(send(key))).client_message_id).toBe(key);
    expect(await invalid(send(''))).toEqual({ client_message_id: 'too_short' });
    expect(await invalid(send('😀'.repeat(65)))).toEqual({ client_message_id: 'too_long' });
    const tooLong = { headers: { 'Idempotency-Key': 'a'.repeat(65) } };
    expect((await alice.sendMessage(id, 'x', tooLong)).status).toBe(400);
    expect((await ok(alice.listMessages(id))).data).toHaveLength(3);
  });
});
