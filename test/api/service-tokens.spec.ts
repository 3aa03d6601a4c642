import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { NINE_OPERATIONS, type OperationCase, OPERATIONS_WITH_ID, type Target } from '../support/nine-operations.js';

const AS_ITSELF = ['listChats', 'getChat', 'updateChatStatus', 'sendMessage', 'listMessages'];
const byName = ({ operationId, ...rest }: OperationCase) => [operationId, { operationId, ...rest }] as const;
const ALL = NINE_OPERATIONS.map(byName);
const WITH_ID = OPERATIONS_WITH_ID.map(byName);

/** `user_id` where it belongs: in the query of GET and DELETE, in the body of POST and PATCH. */
function callFor(
  client: ApiClient,
  operation: OperationCase,
  target: Target,
  userId?: unknown,
): Promise<Reply<unknown>> {
  const { operationId, method, path, body } = operation;
  const named = userId === undefined ? {} : { user_id: userId };
  const place = body === undefined ? { query: named as Record<string, string> } : { body: { ...body, ...named } };
  return client.call(operationId, method, path(target), place);
}

describe('user_id', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(ALL)('may be left out, or be one’s own, of a user in %s', async (_name, operation) => {
    const alice = api.user('alice');
    const conversation = await startConversation(alice);
    await ok(callFor(alice, operation, conversation));
    await ok(callFor(alice, operation, conversation, alice.userId));
  });

  it.each(ALL)('of somebody else is refused to a user in %s', async (_name, operation) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id: chatId } = await groupOf(alice, bob);
    const { id: messageId } = await ok(bob.sendMessage(chatId, 'hello'));
    await refused(callFor(alice, operation, { chatId, messageId }, bob.userId), 400, 'user_id_mismatch');
  });

  it.each(ALL)('lets a service act for anybody in %s', async (_name, operation) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const conversation = await startConversation(alice);
    await ok(callFor(bot, operation, conversation, alice.userId));
  });

  it.each(ALL.filter(([name]) => !AS_ITSELF.includes(name)))(
    'is required of a service in %s',
    async (_name, operation) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const conversation = await startConversation(alice);
      await refused(callFor(bot, operation, conversation), 400, 'user_id_required');
      if (operation.body !== undefined)
        await refused(callFor(bot, operation, conversation, null), 400, 'user_id_required');
    },
  );

  it.each(ALL.filter(([name]) => AS_ITSELF.includes(name)))(
    'may be left out by a service in %s',
    async (_name, operation) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const conversation = await startConversation(alice);
      await ok(callFor(bot, operation, conversation));
    },
  );

  it.each([
    ['DELIVERED', 'user_id_required'],
    ['READ', 'user_id_required'],
    ['FAILED', '200'],
    ['SENT', '200'],
  ])('of a service in updateMessageStatus to %s: %s', async (status, expected) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    const message = await ok(bot.sendMessage(id, { content: 'x', is_user: false, status: 'SENDING' }));
    const reply = await bot.updateMessageStatus(message.id, { status });
    expect(reply.status === 200 ? '200' : reply.problem.code).toBe(expected);
    if (expected === '200') expect(reply.body.status).toBe(status);
  });

  it.each(WITH_ID)('of somebody who is not in the chat is 404 to a service in %s', async (_name, operation) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const conversation = await startConversation(alice);
    const { status } = await callFor(bot, operation, conversation, api.user('mallory').userId);
    expect(status).toBe(404);
  });

  it.each(ALL)('may not be the reserved "assistant" in %s', async (_name, operation) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const conversation = await startConversation(alice);
    for (const client of [bot, alice])
      expect((await callFor(client, operation, conversation, 'assistant')).status).toBe(400);
  });

  it.each(ALL)('is a user id in %s', async (_name, operation) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const conversation = await startConversation(alice);
    const wrong = [
      '',
      'x'.repeat(129),
      'a\nb',
      'a\0b',
      'a\u0085',
      ...(operation.body === undefined ? [] : [7, {}, 'a\ud800']),
    ];
    for (const userId of wrong)
      expect([userId, (await callFor(bot, operation, conversation, userId)).status]).toEqual([userId, 400]);
  });

  it.each(ALL.filter(([, { body }]) => body !== undefined))(
    'is not read from the query of %s',
    async (_name, operation) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const { operationId, method, path, body } = operation;
      const conversation = await startConversation(alice);
      const query = { user_id: alice.userId };
      const { problem } = await bot.call(operationId, method, path(conversation), { body, query });
      expect(problem).toMatchObject({ status: 400, code: 'validation_failed', errors: [{ field: 'user_id' }] });
    },
  );

  it('may have 128 characters of any script', async () => {
    const bot = api.service('bot');
    const userId = `${randomUUID()} 🐸 ü ${'и'.repeat(87)}`;
    expect([...userId]).toHaveLength(128);
    const chat = await ok(bot.createChat({ user_id: userId }));
    expect(chat).toMatchObject({ user_id: userId, participants: [userId] });
    expect((await ok(bot.listChats({ user_id: userId }))).data).toEqual([chat]);
  });
});
