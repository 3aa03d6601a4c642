import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerHead } from '../support/answer-head.js';
import type { ApiClient, Call } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';

const REVALIDATED = ['getChat', 'listMessages'];

describe('every answer', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let target: Target;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    target = await startConversation(alice);
  });
  afterAll(() => api.close());

  const ask = ({ operationId, method, path, body }: OperationCase, call: Call = {}) =>
    alice.call(operationId, method, path(target), { body, ...call });

  it.each([
    '/health/live',
    '/health/ready',
    '/metrics',
    '/docs',
    '/docs/openapi.json',
    '/docs/openapi.yaml',
    '/nothing',
    '/api/v1/chats',
    '/api/v1/%zz',
  ])('says nosniff and nothing of what made it: %s', async (path) => {
    const { headers } = await exchange(api.url, path);
    expect([headers['x-content-type-options'], headers['x-powered-by'], headers['server']]).toEqual([
      'nosniff',
      undefined,
      undefined,
    ]);
    expect(headers['x-request-id']).toMatch(/^[\x21-\x7e]+$/);
    if (path === '/api/v1/%zz') return;
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it.each(['text/event-stream', 'application/x-ndjson'])(
    'has the same headers when it comes in pieces: %s',
    async (accept) => {
      const { status, headers } = await answerHead(alice, `/chats/${target.chatId}/messages`, { accept });
      expect([status, headers['x-content-type-options'], headers['x-frame-options']]).toEqual([200, 'nosniff', 'DENY']);
      expect(headers['x-request-id']).toEqual(expect.any(String));
    },
  );

  it.each(NINE_OPERATIONS)(
    'of $operationId may be kept by nobody, or by its caller for comparison',
    async (operation) => {
      const { status, headers } = await ask(operation);
      const isRevalidated = REVALIDATED.includes(operation.operationId);
      expect([status, headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual([
        200,
        'nosniff',
        null,
      ]);
      expect(headers.get('cache-control')).toBe(isRevalidated ? 'private, no-cache' : 'no-store');
      expect(headers.has('etag')).toBe(isRevalidated);
    },
  );

  it.each(NINE_OPERATIONS)(
    'of $operationId that is a problem may be kept by nobody',
    async ({ operationId, method, path, body }) => {
      for (const client of [alice, alice.withToken(undefined)]) {
        const { status, headers } = await client.call(
          operationId,
          method,
          path({ chatId: 'zero', messageId: 'zero' }),
          { body, query: { nonsense: 1 } },
        );
        expect([status >= 400, headers.get('cache-control'), headers.get('etag')]).toEqual([true, 'no-store', null]);
      }
    },
  );

  describe.each(NINE_OPERATIONS.filter(({ operationId }) => REVALIDATED.includes(operationId)))(
    'of $operationId',
    (operation) => {
      // What fetch() adds of its own to If-None-Match (Fetch standard, HTTP-network-or-cache fetch). It speaks to caches, not to us.
      const fromFetch = { 'cache-control': 'no-cache', pragma: 'no-cache' };

      it.each([
        ['', {}],
        [' by fetch()', fromFetch],
      ])('is 304 without a body to who has it already and asks%s', async (_name, more) => {
        const { headers: first } = await ask(operation);
        const etag = first.get('etag') ?? '';
        const authorization = `Bearer ${makeToken({ sub: alice.userId })}`;
        for (const known of [etag, `"other", ${etag}`, `W/${etag.replace(/^W\//, '')}`, '*']) {
          const conditional = { ...more, authorization, 'if-none-match': known };
          const { status, text, headers } = await exchange(api.url, `/api/v1${operation.path(target)}`, {
            headers: conditional,
          });
          expect([status, text, headers.etag, headers['cache-control']]).toEqual([304, '', etag, 'private, no-cache']);
        }
      });

      it('is 200 to who has something else', async () => {
        const etag = (await ask(operation)).headers.get('etag') ?? '';
        expect((await ask(operation, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
        await ok(alice.sendMessage(target.chatId, 'One more.'));
        const changed = await ask(operation, { headers: { 'if-none-match': etag } });
        expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
      });
    },
  );

  it.each([
    'text/html',
    'image/png',
    'application/xml',
    'text/plain;q=0.5',
    '*/*;q=0',
    'application/json;q=0',
    'nonsense',
    '',
  ])('is JSON even to who accepts only "%s"', async (accept) => {
    for (const operation of NINE_OPERATIONS) {
      const { status, headers } = await ask(operation, { headers: { accept } });
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    }
    const { status, headers } = await alice.getChat(0, {}, { headers: { accept } });
    expect([status, headers.get('content-type')]).toEqual([400, expect.stringMatching(/^application\/problem\+json/)]);
  });
});
