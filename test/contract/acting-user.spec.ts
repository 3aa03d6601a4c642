import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Call } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';

const NEEDS_USER = ['createChat', 'updateMessageStatus', 'addReaction', 'removeReaction'];

describe('user_id', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let service: ApiClient;
  let target: Target;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    service = api.service();
    target = await startConversation(alice);
  });
  afterAll(() => api.close());

  /** A body field on POST and PATCH, a query parameter on GET and DELETE. */
  const ask = (client: ApiClient, { operationId, method, path, body }: OperationCase, userId?: unknown) => {
    const acting = userId === undefined ? {} : { user_id: userId };
    const call = body === undefined ? { query: acting } : { body: { ...body, ...acting } };
    return client.call(operationId, method, path(target), call as Call);
  };

  it.each(NINE_OPERATIONS)('may be said by a user who means themselves: $operationId', async (operation) => {
    await ok(ask(alice, operation, alice.userId));
  });

  it.each(NINE_OPERATIONS)('of somebody else is refused to a user: $operationId', async (operation) => {
    const { errors } = await refused(ask(alice, operation, api.user('bob').userId), 400, 'user_id_mismatch');
    expect(errors).toEqual([expect.objectContaining({ field: 'user_id' })]);
  });

  it.each(NINE_OPERATIONS)('lets a service act for a user: $operationId', async (operation) => {
    await ok(ask(service, operation, alice.userId));
  });

  it.each(NINE_OPERATIONS.filter(({ of }) => of !== 'nothing'))(
    'lets a service do no more than that user: $operationId',
    async (operation) => {
      expect((await ask(service, operation, api.user('bob').userId)).status).toBe(404);
    },
  );

  it.each(NINE_OPERATIONS.filter(({ operationId }) => NEEDS_USER.includes(operationId)))(
    'must be given by a service to $operationId',
    async (operation) => {
      const { errors } = await refused(ask(service, operation), 400, 'user_id_required');
      expect(errors).toEqual([expect.objectContaining({ field: 'user_id' })]);
    },
  );

  it.each(NINE_OPERATIONS.filter(({ operationId }) => !NEEDS_USER.includes(operationId)))(
    'may be left out by a service at $operationId, which then acts as itself on any chat',
    async (operation) => {
      await ok(ask(service, operation));
    },
  );

  it('decides who is recorded as the sender', async () => {
    const sent = await ok(service.sendMessage(target.chatId, { content: 'Hello.', user_id: alice.userId }));
    const own = await ok(service.sendMessage(target.chatId, { content: 'Hello.', is_user: false }));
    expect([sent.sender_id, own.sender_id]).toEqual([alice.userId, service.userId]);
  });

  it.each(['', 'a'.repeat(129), 'al\nice', 'assistant'])('is refused when it is no user id: %j', async (userId) => {
    for (const operation of NINE_OPERATIONS) {
      const { status, problem } = await ask(service, operation, userId);
      expect([operation.operationId, status, problem.errors?.[0]?.field]).toEqual([
        operation.operationId,
        400,
        'user_id',
      ]);
    }
  });
});
