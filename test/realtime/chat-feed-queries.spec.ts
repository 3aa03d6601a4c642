import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { LiveFeeds } from '../support/live-feeds.js';

const accept = 'text/event-stream';

describe('what a feed is asked with', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    ({ chatId } = await startConversation(alice));
  });
  afterAll(() => api.close());

  it.each(['abc', '-1', '1.5', '1e3', '0x1', '9007199254740992', '99999999999999999999', '1,2', '{}'])(
    'Last-Event-ID: %s is refused by name',
    async (id) => {
      const { status, problem } = await alice.listMessages(chatId, {}, { headers: { accept, 'last-event-id': id } });
      expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, ['Last-Event-ID']]);
    },
  );

  it.each(['abc', '-1', '1.5', '1e3', '', '9007199254740992'])('after_seq=%s is refused by name', async (after_seq) => {
    const { status, problem } = await alice.listMessages(chatId, { after_seq }, { headers: { accept } });
    expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, ['after_seq']]);
  });

  it.each(['limit', 'cursor', 'before', 'after', 'around', 'order', 'status', 'is_user', 'q', 'nonsense', '__proto__'])(
    '%s is no parameter of a feed',
    async (name) => {
      const { status, problem } = await alice.listMessages(chatId, { [name]: '1' }, { headers: { accept } });
      expect([status, problem.errors]).toEqual([
        400,
        [{ field: name, code: 'unknown_field', message: expect.any(String) }],
      ]);
    },
  );

  it.each(['limit', 'cursor', 'status', 'chat_type', 'session_id', 'q', 'updated_since', 'after_seq', 'nonsense'])(
    '%s is no parameter of the feed of all chats',
    async (name) => {
      const { status, problem } = await alice.listChats({ [name]: '1' }, { headers: { accept } });
      expect([status, problem.errors]).toEqual([
        400,
        [{ field: name, code: 'unknown_field', message: expect.any(String) }],
      ]);
    },
  );

  it.each(['0', '-1', 'abc', '9007199254740992'])('/chats/%s/messages is refused', async (id) => {
    const { status, problem } = await alice.listMessages(id, {}, { headers: { accept } });
    expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, ['chat_id']]);
  });

  it('the largest numbers are understood', async () => {
    const live = await LiveFeeds.on(api.url);
    const feeds = [
      await live.ofChat(alice, chatId, { 'last-event-id': '9007199254740991' }),
      await live.ofChat(alice, chatId, {}, '?after_seq=9007199254740991'),
    ];
    for (const feed of feeds) expect((await feed.next('hello')).data.chats).toEqual([{ id: chatId, last_seq: 1 }]);
    live.close();
  });
});
