import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';

describe('a first conversation', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('goes through all nine operations', async () => {
    const alice = api.user('alice');
    const bot = api.service('bot');
    const chat = await ok(alice.createChat({ title: 'Order 1042', chat_metadata: { source: 'web' } }));
    const question = await ok(alice.sendMessage(chat.id, 'Where is my order?'));
    const answer = await ok(
      bot.sendMessage(chat.id, { content: 'On its way.', is_user: false, parent_message_id: question.id }),
    );
    expect(answer).toMatchObject({ thread_root_id: question.id, sender_id: bot.userId });
    expect((await ok(alice.getChat(chat.id))).unread_count).toBe(1);
    expect((await ok(alice.addReaction(answer.id, '👍'))).reactions).toEqual({
      '👍': { count: 1, user_ids: [alice.userId] },
    });
    expect((await ok(alice.removeReaction(answer.id, '👍'))).reactions).toEqual({});
    expect((await ok(alice.updateMessageStatus(answer.id, { status: 'READ', up_to: true }))).status).toBe('READ');
    const { data } = await ok(alice.listMessages(chat.id));
    expect(data.map(({ id, reply_count }) => [id, reply_count])).toEqual([
      [question.id, 1],
      [answer.id, 0],
    ]);
    await ok(alice.updateChatStatus(chat.id, { status: 'ARCHIVED' }));
    const [listed] = (await ok(alice.listChats())).data;
    expect(listed).toMatchObject({
      id: chat.id,
      status: 'ARCHIVED',
      unread_count: 0,
      last_message: { status: 'READ' },
    });
  });
});
