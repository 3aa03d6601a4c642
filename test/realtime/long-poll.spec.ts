import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';

describe('a request that waits for something newer', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let bob: ApiClient;
  let id: number;
  let messageId: number;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => {
    [alice, bob] = [api.user('alice'), api.user('bob')];
    ({ id } = await groupOf(alice, bob));
    ({ id: messageId } = await ok(alice.sendMessage(id, 'the title')));
  });

  const poll = (after_seq: number, prefer = 'wait=30') => bob.listMessages(id, { after_seq }, { headers: { prefer } });

  it('is answered at once when something is newer', async () => {
    const { status, body, headers } = await poll(0);
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=30']);
    expect(body).toEqual(await ok(bob.listMessages(id, { after_seq: 0 })));
    expect(body.data).toHaveLength(1);
  });

  it('is answered when a time without anything new is over: 200 and nothing', async () => {
    const { status, body, headers } = await poll(1, 'wait=1');
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=1']);
    expect(body).toEqual({ data: [], epoch: body.epoch, has_more: false, next_cursor: null, last_seq: 1 });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a message', () => ok(alice.sendMessage(id, 'Hello'))],
    ['a reply', () => ok(alice.sendMessage(id, { content: 're', parent_message_id: messageId }))],
    ['a single receipt', () => ok(bob.updateMessageStatus(messageId, { status: 'READ' }))],
    ['a watermark', () => ok(bob.updateMessageStatus(messageId, { status: 'READ', up_to: true }))],
    ['a reaction', () => ok(bob.addReaction(messageId, '👍'))],
    ['a new title', () => ok(act(alice, id, 'rename', { title: 'New title' }))],
    ['an archived chat', () => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }))],
    ['somebody new', () => ok(act(alice, id, 'add_participants', { user_ids: [api.user('carol').userId] }))],
  ])('is answered by %s', async (_what, change) => {
    const waiting = poll(1);
    await ok(bob.getChat(id));
    await change();
    const { status, body, headers } = await waiting;
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=30']);
    expect(body).toEqual(await ok(bob.listMessages(id, { after_seq: 1 })));
    expect(body.last_seq).toBe(2);
  });

  it('is answered at once with the real number when its own is beyond the chat', async () => {
    const { status, body } = await poll(5_000);
    const { epoch } = await ok(bob.listMessages(id, { after_seq: 0 }));
    expect([status, body]).toEqual([200, { data: [], epoch, has_more: false, next_cursor: null, last_seq: 1 }]);
  });

  it('is not answered by another chat', async () => {
    const other = await groupOf(alice, bob);
    const waiting = poll(1);
    await ok(bob.getChat(id));
    await ok(alice.sendMessage(other.id, 'elsewhere'));
    const sent = await ok(alice.sendMessage(id, 'here'));
    expect((await ok(waiting)).data).toEqual([sent]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['removed', () => ok(act(alice, id, 'remove_participants', { user_ids: [bob.userId] }))],
    ['gone by themselves', () => ok(act(bob, id, 'leave'))],
    ['in a chat that is deleted', () => ok(alice.updateChatStatus(id, { status: 'DELETED' }))],
  ])('is 404 at once for somebody who is %s', async (_what, change) => {
    const waiting = poll(1);
    await ok(bob.getChat(id));
    await change();
    await refused(waiting, 404, 'chat_not_found');
  });

  it('is a service’s, as itself or for somebody', async () => {
    const bot = api.service('bot');
    const headers = { prefer: 'wait=30' };
    const waiting = [
      bot.listMessages(id, { after_seq: 1 }, { headers }),
      bot.listMessages(id, { after_seq: 1, user_id: bob.userId }, { headers }),
    ];
    const sent = await ok(alice.sendMessage(id, 'Hello'));
    for (const answer of waiting) expect((await ok(answer)).data).toEqual([sent]);
  });

  it('is refused at once for what is wrong with it', async () => {
    const headers = { prefer: 'wait=30' };
    await refused(api.user('mallory').listMessages(id, { after_seq: 9 }, { headers }), 404, 'chat_not_found');
    await refused(bob.listMessages(id, { after_seq: 9, before: 5 }, { headers }), 400, 'conflicting_parameters');
    await refused(bob.listMessages(id, { after_seq: 9, status: 'SENT' }, { headers }), 400, 'conflicting_parameters');
    const { status } = await bob.withToken(undefined).listMessages(id, { after_seq: 9 }, { headers });
    expect(status).toBe(401);
  });
});
