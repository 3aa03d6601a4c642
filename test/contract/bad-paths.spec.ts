import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { exchange, exchangeBytes } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS, type OperationCase, OPERATIONS_WITH_ID, type Target } from '../support/nine-operations.js';

const NO_IDS = [
  '0',
  '-1',
  '1.5',
  '1.0',
  '1e3',
  '0x1',
  '9007199254740992',
  '9223372036854775808',
  '1'.repeat(200),
  'nonsense',
  'null',
  'NaN',
  'Infinity',
  '%00',
  '1%00',
  '%201',
  '1%20',
  '1%0A',
  '%2B1',
  '1,2',
  "1'--",
  '%EF%BC%91',
  '%D9%A1',
];

describe('a bad path', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let target: Target;
  let authorization: string;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    target = await startConversation(alice);
    authorization = `Bearer ${makeToken({ sub: alice.userId })}`;
  });
  afterAll(() => api.close());

  const ask = ({ operationId, method, path, body }: OperationCase, id: string) =>
    alice.call(operationId, method, path({ chatId: id, messageId: id }), { body });
  const send = (method: string, path: string, body?: string) =>
    exchange(api.url, path, { method, body, headers: { authorization, 'content-type': 'application/json' } });

  describe.each(OPERATIONS_WITH_ID)('of $operationId', (operation) => {
    it.each(NO_IDS)('is 400 and names the id: %s', async (id) => {
      const { status, problem } = await ask(operation, id);
      expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, [`${operation.of}_id`]]);
    });

    it.each(['2147483647', '2147483648', '9007199254740991'])('is 404 with an id of nothing: %s', async (id) => {
      expect((await ask(operation, id)).status).toBe(404);
    });

    it.each(['%zz', '%', '%E2%82', '%FF', '%C0%80', '%ED%A0%80'])('is 400 with the malformed escape %s', async (id) => {
      const { status, problem } = await ask(operation, id);
      expect([status, problem.status]).toEqual([400, 400]);
    });

    it('is 400 with an id of 5,000 characters', async () => {
      expect((await ask(operation, '1'.repeat(5000))).status).toBe(400);
    });
  });

  it.each([
    '%00',
    'a%00',
    '%20',
    'a%20b',
    '%0A',
    '%7F',
    '%C2%85',
    '%C2%A0',
    '%E3%80%80',
    'a'.repeat(65),
    '%F0%9F%91%8D'.repeat(17),
  ])('of removeReaction is 400 and names the reaction: %s', async (reaction) => {
    const path = `/messages/${target.messageId}/reactions/${reaction}`;
    const { status, problem } = await alice.call('removeReaction', 'DELETE', path);
    expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, ['reaction']]);
  });

  it.each(['%zz', '%', '%E2%82', '%FF', '%ED%A0%80', '%F0%9F%91'])(
    'of removeReaction is 400 with the malformed escape %s',
    async (reaction) => {
      const path = `/messages/${target.messageId}/reactions/${reaction}`;
      expect((await alice.call('removeReaction', 'DELETE', path)).status).toBe(400);
    },
  );

  it.each(NINE_OPERATIONS)('may end in a slash: $operationId', async ({ operationId, method, path, body }) => {
    expect((await alice.call(operationId, method, `${path(target)}/`, { body })).status).toBe(200);
  });

  it.each([
    ['GET', '/index.html'],
    ['GET', '/assets/'],
    ['GET', '/api'],
    ['GET', '/api/v1'],
    ['GET', '/api/v2/chats'],
    ['GET', '/chats'],
    ['GET', '/api/v1/chat'],
    ['GET', '/api/v1/chats/1/messages/1'],
    ['GET', '/api/v1/messages/1'],
    ['GET', '/api/v1/users'],
    ['GET', '/api/v1/CHATS'],
    ['GET', '/.env'],
    ['GET', '/docs/../../package.json'],
    ['GET', '/docs/%2e%2e/%2e%2e/package.json'],
    ['GET', '/docs/..%2f..%2fpackage.json'],
  ])('that is no route is a 404 problem: %s %s', async (method, path) => {
    const { status, headers, problem } = await send(method, path);
    expect([status, headers['content-type'], problem.status]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
      404,
    ]);
  });

  it.each([
    '/api/v1/chats//messages',
    '/api/v1//chats',
    '//api/v1/chats',
    '/api/v1/chats/1;a=b',
    '/api/v1/chats/../chats',
    '/%zz',
    '*',
  ])('that is odd is a problem of the caller: %s', async (path) => {
    const { status, problem } = await send('GET', path);
    expect([[400, 404].includes(status), problem.status]).toEqual([true, status]);
  });

  it.each([
    ['bytes that are no HTTP', 'HELLO?\r\n\r\n'],
    ['a request line without a version', 'GET /api/v1/chats\r\n\r\n'],
    ['a header without a colon', 'GET /api/v1/chats HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n'],
    ['two lengths', 'POST /api/v1/chats HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['headers of 20 KB', `GET /api/v1/chats HTTP/1.1\r\nHost: a\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('or rather %s are answered with a problem too', async (_name, bytes) => {
    const answer = await exchangeBytes(api.url, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*\r\n/);
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ code: expect.any(String) });
  });
});
