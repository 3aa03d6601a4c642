import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';

const APP = 'https://app.example.com';
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'];

const preflight = (api: ApiServer, origin: string, method: string, headers: string) =>
  exchange(api.url, '/api/v1/chats', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
  });
const corsHeaders = (headers: Record<string, unknown>) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe('browsers of other origins', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(METHODS)('are not let in unless somebody says so: %s', async (method) => {
    const asked = await preflight(api, APP, method, 'authorization');
    expect([asked.status >= 400, corsHeaders(asked.headers)]).toEqual([true, []]);
    const headers = { origin: APP, authorization: `Bearer ${makeToken({ sub: 'alice' })}` };
    expect(corsHeaders((await exchange(api.url, '/api/v1/chats', { headers })).headers)).toEqual([]);
    expect(corsHeaders((await exchange(api.url, '/api/v1/chats', { headers: { origin: APP } })).headers)).toEqual([]);
  });
});

describe('browsers of CORS_ORIGINS', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ CORS_ORIGINS: `${APP}, http://localhost:5173` });
  });
  afterAll(() => api.close());

  it.each(METHODS)('may send every documented header with %s', async (method) => {
    const documented = (await DocumentedApi.load(api.url)).operations.flatMap(({ parameters = [] }) => parameters);
    const names = new Set(documented.flatMap((one) => (one.in === 'header' ? [one.name.toLowerCase()] : [])));
    const all = [...names, 'authorization', 'content-type', 'if-none-match', 'x-request-id'];
    expect(all).toContain('idempotency-key');
    for (const origin of [APP, 'http://localhost:5173']) {
      const { status, headers } = await preflight(api, origin, method, all.join(','));
      expect([status, headers['access-control-allow-origin']]).toEqual([204, origin]);
      expect(String(headers['access-control-allow-methods']).split(/, */)).toContain(method);
      const allowed = String(headers['access-control-allow-headers']).toLowerCase().split(/, */);
      expect(allowed).toEqual(expect.arrayContaining(all));
    }
  });

  it.each(NINE_OPERATIONS)(
    'may read the answers of $operationId, and those to nobody else',
    async ({ operationId, method, path, body }) => {
      const answers = Object.values((await DocumentedApi.load(api.url)).operation(operationId).responses);
      const documented = answers.flatMap(({ headers = {} }) => Object.keys(headers).map((name) => name.toLowerCase()));
      expect(documented).toEqual(expect.arrayContaining(['x-request-id', 'retry-after', 'www-authenticate']));
      const alice = api.user('alice');
      const target = await startConversation(alice);
      const token = `Bearer ${makeToken({ sub: alice.userId })}`;
      const ask = (headers: Record<string, string>) =>
        exchange(api.url, `/api/v1${path(target)}`, {
          method,
          headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
          body: body && JSON.stringify(body),
        });
      for (const { headers } of [await ask({ origin: APP, authorization: token }), await ask({ origin: APP })]) {
        expect(headers['access-control-allow-origin']).toBe(APP);
        // Or a cache would hand the answer for one origin to another (Fetch standard, CORS protocol and HTTP caches).
        expect(String(headers.vary).toLowerCase().split(/, */)).toContain('origin');
        const exposed = String(headers['access-control-expose-headers']).toLowerCase().split(/, */);
        expect(exposed).toEqual(expect.arrayContaining(documented));
      }
    },
  );

  it.each(['https://evil.example', 'http://app.example.com', `${APP}:8443`, `${APP}.evil.example`, 'null'])(
    'are no others: %s',
    async (origin) => {
      for (const { headers } of [
        await preflight(api, origin, 'GET', 'authorization'),
        await exchange(api.url, '/api/v1/chats', { headers: { origin } }),
      ])
        expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});
