import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '../../apps/api/src/create-app.js';
import { readSettings } from '#libs/config';
import { SECRET } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { upgrade } from '../support/upgrade.js';

type Line = Readonly<Record<string, unknown>>;

/** A server whose log a test reads. */
async function startLogged(environment: Record<string, string> = {}) {
  const lines: Line[] = [];
  const settings = readSettings({ LOG_LEVEL: 'info', JWT_SECRET: SECRET, ...environment });
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const { app } = await createApi({ settings, databaseUrl: await testDatabaseUrl(), jwtSecret: SECRET, log });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = async () => {
    // fetch() leaves connections without a request, which are not idle to Node.
    const cut = setInterval(() => (app.getHttpServer() as Server).closeAllConnections(), 50);
    await app.close().finally(() => clearInterval(cut));
  };
  return { url: `http://127.0.0.1:${port}`, lines, close };
}

const bearer = (claims: object) => ({ authorization: `Bearer ${makeToken({ ...claims })}` });
const alice = { ...bearer({ sub: 'alice' }), 'content-type': 'application/json' };
const bot = { ...bearer({ sub: 'bot', scope: 'chat:service' }), 'content-type': 'application/json' };

describe('the log', () => {
  let server: Awaited<ReturnType<typeof startLogged>>;
  let chatId: number;
  beforeAll(async () => {
    server = await startLogged({ CORS_ORIGINS: 'https://app.example.com' });
    const { json } = await post('/chats', alice, {});
    ({ id: chatId } = json as { id: number });
  });
  afterAll(() => server.close());

  const post = (path: string, headers: Record<string, string>, body: object) =>
    exchange(server.url, `/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const get = (path: string, headers: Record<string, string>) => exchange(server.url, path, { headers });

  /** The lines of a request, the last of which says how it ended. */
  const linesOf = async (id: string, last = 'request'): Promise<Line[]> => {
    const found = () => server.lines.filter((line) => line['request_id'] === id);
    await until(() => found().some(({ msg }) => msg === last));
    return found();
  };

  it('says who asked for what, for which user, in which chat, and from where', async () => {
    const from = { client_address: '127.0.0.1', msg: 'request', status: 200 };
    await post(`/chats/${chatId}/messages`, { ...alice, 'x-request-id': 'a1' }, { content: 'Hello' });
    const route = '/api/v1/chats/:chat_id/messages';
    const sent = { ...from, method: 'POST', route, chat_id: chatId };
    expect(await linesOf('a1')).toMatchObject([{ ...sent, caller_id: 'alice', user_id: 'alice' }]);
    await post(`/chats/${chatId}/messages`, { ...bot, 'x-request-id': 'a2' }, { content: 'Hello', user_id: 'alice' });
    expect(await linesOf('a2')).toMatchObject([{ ...sent, caller_id: 'bot', user_id: 'alice' }]);
    await get(`/api/v1/chats/${chatId}?user_id=alice`, { ...bot, 'x-request-id': 'a3' });
    expect(await linesOf('a3')).toMatchObject([{ ...from, chat_id: chatId, caller_id: 'bot', user_id: 'alice' }]);
    await get(`/api/v1/chats/${chatId}`, { ...bot, 'x-request-id': 'a4' });
    const [asItself] = await linesOf('a4');
    expect([asItself?.['caller_id'], asItself?.['user_id']]).toEqual(['bot', undefined]);
  });

  it('believes nobody about where they come from', async () => {
    await get('/api/v1/chats', { ...alice, 'x-forwarded-for': '203.0.113.7', 'x-request-id': 'b1' });
    expect(await linesOf('b1')).toMatchObject([{ client_address: '127.0.0.1' }]);
  });

  it('has a line when a live feed opens, and when it ends, with the same fields', async () => {
    const fields = { caller_id: 'bot', user_id: 'alice', client_address: '127.0.0.1' };
    await upgrade(server.url, {
      path: '/realtime?user_id=alice',
      headers: { authorization: bot.authorization, 'x-request-id': 'c1' },
    });
    const told = [{ msg: 'feed opened' }, { msg: 'feed closed', duration_ms: expect.any(Number) }];
    expect(await linesOf('c1', 'feed closed')).toMatchObject(told.map((line) => ({ ...line, ...fields })));
    const stopped = new AbortController();
    const headers = { ...bot, accept: 'text/event-stream', 'x-request-id': 'c2' };
    const path = `/api/v1/chats/${chatId}/messages?user_id=alice`;
    await fetch(`${server.url}${path}`, { headers, signal: stopped.signal });
    stopped.abort();
    await linesOf('c2');
    const lines = await linesOf('c2', 'feed closed');
    expect(new Set(lines.map(({ msg }) => msg))).toEqual(new Set(['feed closed', 'feed opened', 'request']));
    for (const line of lines) expect(line).toMatchObject({ ...fields, chat_id: chatId });
    expect(lines.find(({ msg }) => msg === 'request')).toMatchObject({ status: 200, aborted: true });
  });

  it('is silent about probes and preflights, and about nothing else', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) await get(path, { 'x-request-id': 'probe' });
    const preflight = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' };
    const asked = { method: 'OPTIONS', headers: { ...preflight, 'x-request-id': 'probe' } };
    expect((await exchange(server.url, '/api/v1/chats', asked)).status).toBe(204);
    await get('/nothing', { 'x-request-id': 'd1' });
    expect(await linesOf('d1')).toMatchObject([{ status: 404, route: '(none)' }]);
    await upgrade(server.url, { headers: { 'x-request-id': 'd2' } });
    expect(await linesOf('d2', 'upgrade refused')).toMatchObject([{ status: 401, client_address: '127.0.0.1' }]);
    expect(server.lines.filter((line) => line['request_id'] === 'probe')).toEqual([]);
  });

  it('holds no token, no query, no text, also of failures', async () => {
    const secrets = ['hush-query', 'hush-text', 'hush-header', 'hush-title', alice.authorization.slice(-40)];
    const body = { content: 'hush-text', message_metadata: { hush: 'hush-text' } };
    await post(`/chats/${chatId}/messages?token=hush-query`, alice, body);
    await post(`/chats/${chatId}/messages`, alice, body);
    await post(`/chats/${chatId}/messages`, { ...alice, authorization: 'Bearer hush-header' }, body);
    await post('/chats', alice, { title: 'hush-title', chat_type: 'hush-text' });
    await exchange(server.url, '/api/v1/chats', { method: 'POST', headers: alice, body: '{"title":"hush-title' });
    await get(`/api/v1/chats/${chatId}/messages?q=hush-query`, alice);
    await get('/api/v1/%zz?hush-query', alice);
    await upgrade(server.url, { path: '/realtime?token=hush-query', ...alice });
    await upgrade(server.url, { protocols: ['chat.v1', `bearer.${alice.authorization.slice(7)}`] });
    await get('/health/live', { 'x-request-id': 'e1' });
    await get('/nothing', { 'x-request-id': 'e2' });
    await linesOf('e2');
    const text = JSON.stringify(server.lines);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/reqId|requestId/);
  });

  // At the end: lines that Nest writes go to the server that was made last.
  it.each([
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['loopback', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['127.0.0.1, 203.0.113.0/24', '198.51.100.1, 203.0.113.7', '198.51.100.1'],
    ['1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['2', '198.51.100.1, 203.0.113.7', '198.51.100.1'],
    ['10.0.0.0/8', '203.0.113.7', '127.0.0.1'],
    ['127.0.0.1', 'nonsense', '127.0.0.1'],
    ['::1', '203.0.113.7', '127.0.0.1'],
  ])('with TRUST_PROXY=%s makes of "%s" the address %s', async (TRUST_PROXY, given, address) => {
    const trusting = await startLogged({ TRUST_PROXY });
    try {
      const headers = { ...bearer({ sub: 'alice' }), 'x-forwarded-for': given };
      await exchange(trusting.url, '/api/v1/chats', { headers });
      await upgrade(trusting.url, { headers });
      const heard = () => trusting.lines.filter(({ msg }) => msg === 'request' || msg === 'feed opened');
      await until(() => heard().length === 2);
      expect(heard().map((line) => line['client_address'])).toEqual([address, address]);
    } finally {
      await trusting.close();
    }
  });
});
