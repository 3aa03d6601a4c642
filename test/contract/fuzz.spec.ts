import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';
import { randomRequest, toText } from '../support/random-requests.js';

/** Enough to meet every field of every operation, well and broken, in a few seconds; the same ones at every run. */
const RUNS = { seed: 20_260_102, numRuns: 80 };

describe('requests made at random from the OpenAPI document', () => {
  const secret = `secret-${randomUUID()}`;
  let api: ApiServer;
  let documented: DocumentedApi;
  let alice: ApiClient;
  let victim: ApiClient;
  let own: Target;
  let foreign: Target & { chatId: number };
  beforeAll(async () => {
    api = await startApi();
    documented = await DocumentedApi.load(api.url);
    [alice, victim] = [api.user('alice'), api.user('victim')];
    foreign = await startConversation(victim, { chat: { title: secret, session_id: secret }, content: secret });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    own = await startConversation(alice, { chat: { chat_type: 'GROUP' } });
  });

  const request = (operation: OperationCase) => {
    const targets = fc.constantFrom<Target>(
      own,
      own,
      own,
      foreign,
      { chatId: 0, messageId: -1 },
      { chatId: 2 ** 53 - 1, messageId: 2 ** 53 - 1 },
    );
    const userIds = fc.constantFrom(alice.userId, alice.userId, victim.userId);
    return randomRequest({ documented, targets, userIds }, operation);
  };

  it.each(NINE_OPERATIONS)(
    'are answered by $operationId as documented, without a 5xx and without what is not theirs',
    async (operation) => {
      const before = await everythingOf(foreign);
      const statuses = new Set<number>();
      await fc.assert(
        fc.asyncProperty(request(operation), async ({ path, query, body }) => {
          // Every answer is held against the document by the client.
          const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, toText(value)]));
          const call =
            operation.body === undefined
              ? { query: texts }
              : { body: body === null ? undefined : { ...operation.body, ...body } };
          const { status, text } = await alice.call(operation.operationId, operation.method, path, call);
          expect([status < 500, text.includes(secret), text.includes(victim.userId)]).toEqual([true, false, false]);
          statuses.add(status);
        }),
        RUNS,
      );
      expect(await everythingOf(foreign)).toBe(before);
      // Or the requests would not be worth much.
      expect([...statuses]).toEqual(expect.arrayContaining([200, 400]));
    },
  );

  async function everythingOf({ chatId }: { chatId: number }): Promise<string> {
    return (
      (await victim.getChat(chatId)).text + (await victim.listMessages(chatId)).text + (await victim.listChats()).text
    );
  }
});
