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
/** What a server logs, to be read. */
function keptLog() {
  const written: string[] = [];
  const lines = () => written.map((line) => JSON.parse(line) as { msg: string; level: number; origin?: string });
  return { log: { write: (line: string) => void written.push(line) }, lines };
}
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

describe('browsers of this computer', () => {
  const LOCAL = ['http://localhost:5173', 'https://localhost', 'http://127.0.0.1:8080', 'http://[::1]:3001'];
  const allowed = async (api: ApiServer, origin: string) => {
    const { headers } = await exchange(api.url, '/api/v1/chats', { headers: { origin } });
    const asked = await preflight(api, origin, 'POST', 'authorization');
    return [headers['access-control-allow-origin'], asked.headers['access-control-allow-origin']];
  };

  it('are let in while somebody develops, and those of names that only look like it are not', async () => {
    const api = await startApi();
    try {
      for (const origin of LOCAL) expect(await allowed(api, origin)).toEqual([origin, origin]);
      for (const origin of [
        'http://localhost.example',
        'http://127.0.0.1.example',
        'http://evil.example#localhost',
        'null',
      ])
        expect(await allowed(api, origin)).toEqual([undefined, undefined]);
    } finally {
      await api.close();
    }
  });

  it('are not in production', async () => {
    const api = await startApi({ NODE_ENV: 'production' });
    try {
      for (const origin of LOCAL) expect(await allowed(api, origin)).toEqual([undefined, undefined]);
    } finally {
      await api.close();
    }
  });
});

describe('an origin that is refused', () => {
  it.each(['development', 'production'])(
    'is in the log of %s once, with the setting that would let it in',
    async (NODE_ENV) => {
      const { lines, log } = keptLog();
      const api = await startApi({ NODE_ENV, CORS_ORIGINS: APP }, log);
      try {
        const origins = ['https://one.example', 'https://two.example', APP, api.url, 'https://one.example', 'null'];
        for (const origin of origins) await exchange(api.url, '/api/v1/chats', { headers: { origin } });
        const told = lines().filter(({ msg }) => msg.includes('CORS_ORIGINS'));
        expect(told.map(({ level, origin }) => [level, origin])).toEqual([
          [40, 'https://one.example'],
          [40, 'https://two.example'],
        ]);
      } finally {
        await api.close();
      }
    },
  );

  it('does not fill the log, however many are made up', async () => {
    const { lines, log } = keptLog();
    const api = await startApi({}, log);
    try {
      for (let nth = 0; nth < 150; nth++)
        await exchange(api.url, '/health/live', { headers: { origin: `https://${nth}.${'x'.repeat(1_000)}.example` } });
      const told = lines().filter(({ msg }) => msg.includes('CORS_ORIGINS'));
      expect(told).toHaveLength(100);
      expect(Math.max(...told.map((line) => JSON.stringify(line).length))).toBeLessThan(600);
    } finally {
      await api.close();
    }
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
