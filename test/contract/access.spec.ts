import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Call, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { type OperationCase, OPERATIONS_WITH_ID, type Target } from '../support/nine-operations.js';

/** Ids that no test reaches. */
const NOWHERE: Target = { chatId: 9_007_199_254_740_991, messageId: 9_007_199_254_740_991 };

describe("another user's chat", () => {
  let api: ApiServer;
  let mallory: ApiClient;
  const targets: Record<string, Target> = {};
  beforeAll(async () => {
    api = await startApi();
    mallory = api.user('mallory');
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const start = (chat: object) => startConversation(alice, { chat });
    targets['PERSONAL'] = await start({});
    targets['GROUP'] = await start({ chat_type: 'GROUP', participants: [bob.userId] });
    targets['ARCHIVED'] = await start({});
    await ok(alice.updateChatStatus(targets['ARCHIVED'].chatId, { status: 'ARCHIVED' }));
    targets['DELETED'] = await start({});
    await ok(alice.updateChatStatus(targets['DELETED'].chatId, { status: 'DELETED' }));
    const notices = await ok(api.service().createChat({ chat_type: 'SYSTEM', user_id: alice.userId }));
    const notice = await ok(api.service().sendMessage(notices.id, { content: 'Hello.', is_user: false }));
    targets['SYSTEM'] = { chatId: notices.id, messageId: notice.id };
    targets['left GROUP'] = await start({ chat_type: 'GROUP', participants: [mallory.userId] });
    const leave = { content: 'Bye.', message_type: 'SYSTEM', message_metadata: { action: 'leave' } };
    await ok(mallory.sendMessage(targets['left GROUP'].chatId, leave));
  });
  afterAll(() => api.close());

  const ask = ({ operationId, method, path, body }: OperationCase, target: Target, call: Call = {}) =>
    mallory.call(operationId, method, path(target), { body, ...call });
  const kinds = ['PERSONAL', 'GROUP', 'SYSTEM', 'ARCHIVED', 'DELETED', 'left GROUP'] as const;

  describe.each(kinds)('that is a %s one', (kind) => {
    it.each(OPERATIONS_WITH_ID)('is answered by $operationId as one that does not exist', async (operation) => {
      const there = await ask(operation, targets[kind] ?? NOWHERE);
      expect(there.status).toBe(404);
      expect(shape(there)).toEqual(shape(await ask(operation, NOWHERE)));
    });

    it.each(OPERATIONS_WITH_ID)('is answered so by $operationId to a bad request, too', async (operation) => {
      const call = operation.body === undefined ? { query: { nonsense: 1 } } : { body: { nonsense: 1 } };
      const there = await ask(operation, targets[kind] ?? NOWHERE, call);
      expect(shape(there)).toEqual(shape(await ask(operation, NOWHERE, call)));
    });

    it.each(OPERATIONS_WITH_ID.filter(({ method }) => method === 'GET'))(
      'is 404 at $operationId with If-None-Match, which would otherwise be 304',
      async (operation) => {
        expect((await ask(operation, targets[kind] ?? NOWHERE, { headers: { 'if-none-match': '*' } })).status).toBe(
          404,
        );
      },
    );

    it('cannot be answered from a chat of one’s own', async () => {
      const { id } = await ok(mallory.createChat());
      for (const { messageId } of [targets[kind] ?? NOWHERE, NOWHERE])
        await refused(
          mallory.sendMessage(id, { content: 'Hm.', parent_message_id: messageId }),
          400,
          'parent_not_in_chat',
        );
    });

    it('does not show through the pages of a chat of one’s own', async () => {
      const { chatId, messageId } = await startConversation(mallory);
      const foreign = targets[kind]?.messageId ?? 0;
      const page = async (query: Record<string, string | number>) =>
        (await ok(mallory.listMessages(chatId, query))).data.map(({ id }) => id);
      expect(await page({ around: foreign })).toEqual([messageId]);
      expect(await page({ after: foreign })).toEqual([messageId]);
      expect(await page({ before: foreign })).toEqual([]);
      expect(await page({ parent_message_id: foreign })).toEqual([]);
      expect(await page({ thread_root_id: foreign })).toEqual([]);
    });
  });

  it("is not opened by its owner's cursor", async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    await ok(alice.sendMessage(chatId, 'Hello?'));
    const { next_cursor } = await ok(alice.listMessages(chatId, { limit: 1 }));
    await refused(mallory.listMessages(chatId, { cursor: next_cursor ?? '' }), 404, 'chat_not_found');
  });

  it("is not opened by its owner's client_message_id", async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const message = { content: 'Once.', client_message_id: 'once' };
    await ok(alice.sendMessage(chatId, message));
    await refused(mallory.sendMessage(chatId, message), 404, 'chat_not_found');
  });

  it("is not opened by its owner's session_id", async () => {
    const alice = api.user('alice');
    const hers = await ok(alice.createChat({ session_id: 'session-1', title: 'Hers' }));
    const own = await ok(mallory.createChat({ session_id: 'session-1' }));
    expect([own.user_id, own.title, own.id === hers.id]).toEqual([mallory.userId, undefined, false]);
    expect((await ok(mallory.listChats({ session_id: 'session-1' }))).data.map(({ id }) => id)).toEqual([own.id]);
  });

  it('is not found by its text', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice, { chat: { title: 'zebra-title' }, content: 'zebra-text' });
    expect((await ok(alice.listChats({ q: 'zebra' }))).data.map(({ id }) => id)).toEqual([chatId]);
    expect((await ok(mallory.listChats({ q: 'zebra' }))).data).toEqual([]);
  });
});

/** All of an answer but what names the request. */
function shape({ status, headers, problem }: Reply<unknown>) {
  const { instance, request_id, ...rest } = problem;
  const names = [...headers.keys()].filter((name) => !['date', 'keep-alive'].includes(name)).sort();
  return { ...rest, answered: status, names, has: [typeof instance, typeof request_id] };
}
