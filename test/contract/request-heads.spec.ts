import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';
import { RawConnection } from '../support/raw-connection.js';
import { upgrade, UPGRADE } from '../support/upgrade.js';

const authorization = `Bearer ${makeToken({ sub: 'alice' })}`;
const json = { authorization, 'content-type': 'application/json' };

describe('the head of a request', () => {
  let api: ApiServer;
  let connection: RawConnection;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    connection = await RawConnection.open(api.url);
  });
  afterEach(() => connection.close());

  /** The problem that is the body of the only answer. */
  const problem = (): unknown => JSON.parse(connection.received.split('\r\n\r\n')[1] ?? '');

  it.each([
    ['twice', 'GET /api/v1/chats HTTP/1.1', 'Host: a\r\nHost: b\r\n'],
    ['twice, in other letters', 'GET /api/v1/chats HTTP/1.1', 'Host: a\r\nhOST: a\r\n'],
    ['twice in HTTP/1.0', 'GET /api/v1/chats HTTP/1.0', 'Host: a\r\nHost: a\r\n'],
    ['not at all', 'GET /api/v1/chats HTTP/1.1', ''],
    ['not at all, of the process itself', 'GET /health/live HTTP/1.1', ''],
    ['as a path', 'GET /api/v1/chats HTTP/1.1', 'Host: a/b\r\n'],
    ['as two in one', 'GET /api/v1/chats HTTP/1.1', 'Host: a, b\r\n'],
    ['with a user', 'GET /api/v1/chats HTTP/1.1', 'Host: a@b\r\n'],
    ['twice, for a WebSocket', 'GET /realtime HTTP/1.1', `Host: a\r\nHost: b\r\n${lines(UPGRADE)}`],
    ['not at all, for a WebSocket', 'GET /realtime HTTP/1.1', lines(UPGRADE)],
  ])('names the host once: 400 to one that does so %s', async (_name, requestLine, host) => {
    await connection.write(`${requestLine}\r\n${host}Authorization: ${authorization}\r\n\r\n`);
    await connection.answered();
    expect(problem()).toMatchObject({ status: 400, code: 'malformed_header', errors: [{ field: 'Host' }] });
    expect(connection.received).toMatch(/^x-content-type-options: nosniff\r$/im);
  });

  it.each([
    '',
    'chat.example.com',
    'CHAT.example.com:443',
    '127.0.0.1:3000',
    '[::1]:3000',
    'a_b',
    'xn--bcher-kva.example:',
  ])('may name the host "%s"', async (host) => {
    connection.head('GET /health/live HTTP/1.1', { host });
    await connection.answered();
    expect(connection.statuses).toEqual([200]);
  });

  it('of HTTP/1.0 need not name a host', async () => {
    await connection.write('GET /health/live HTTP/1.0\r\n\r\n');
    await connection.answered();
    expect(connection.statuses).toEqual([200]);
  });

  describe('that asks for a WebSocket', () => {
    it.each([
      ['another version', { 'sec-websocket-version': '12' }, 'Sec-WebSocket-Version'],
      ['a version that is no number', { 'sec-websocket-version': 'new' }, 'Sec-WebSocket-Version'],
      ['a key that is too short', { 'sec-websocket-key': 'AAAA' }, 'Sec-WebSocket-Key'],
      ['an empty key', { 'sec-websocket-key': '' }, 'Sec-WebSocket-Key'],
    ])('with %s is refused with a problem', async (_name, headers, field) => {
      const answer = await upgrade(api.url, { authorization, headers });
      expect([answer.status, answer.headers['sec-websocket-version']]).toEqual([400, '13']);
      expect(answer.problem).toMatchObject({ code: 'malformed_header', instance: '/realtime', errors: [{ field }] });
    });

    it.each(['/api/v1/chats', '/health/live', '/docs'])(
      'at %s, which has none, is refused with a problem',
      async (path) => {
        const { status, problem: refusal } = await upgrade(api.url, { path, authorization });
        expect([status, refusal?.code, refusal?.instance]).toEqual([404, 'not_found', path]);
      },
    );

    const NOT_GET = NINE_OPERATIONS.filter(({ method }) => method !== 'GET');
    it.each(NOT_GET)('with another method does what it says: $operationId', async ({ method, path, body }) => {
      const alice = api.user('alice');
      const target = await startConversation(alice);
      const headers = { ...UPGRADE, ...json, authorization: `Bearer ${alice.token}` };
      const asked = { method, headers, body: body && JSON.stringify(body) };
      expect((await exchange(api.url, `/api/v1${path(target)}`, asked)).status).toBe(200);
    });

    it('by POST leaves the connection for the next request', async () => {
      for (const nth of [1, 2, 3]) {
        connection.head('POST /api/v1/chats HTTP/1.1', { ...UPGRADE, ...json, 'content-length': '2' });
        await connection.write('{}');
        await connection.answered(nth);
      }
      expect(connection.statuses).toEqual([200, 200, 200]);
    });

    it.each(['h2c', 'websocket2', 'TLS/1.0'])(
      'by another name is answered as if it had not asked: %s',
      async (protocol) => {
        const headers = { ...UPGRADE, upgrade: protocol, authorization };
        expect((await exchange(api.url, '/api/v1/chats', { headers })).status).toBe(200);
        expect((await exchange(api.url, '/realtime', { headers })).problem.code).toBe('not_found');
      },
    );
  });

  describe('with a Content-Encoding', () => {
    const body = JSON.stringify({ title: 'Squeezed' });
    const post = (coding: string, sent: string | Buffer) =>
      exchange(api.url, '/api/v1/chats', {
        method: 'POST',
        headers: { ...json, 'content-encoding': coding },
        body: sent,
      });

    it.each(['gzip', 'GZIP', 'br', 'zstd', 'gzip, identity', 'nonsense'])('is 415: %s', async (coding) => {
      const { status, headers, problem: refusal } = await post(coding, gzipSync(body));
      expect([status, refusal.code, headers['accept-encoding']]).toEqual([415, 'unsupported_media_type', 'identity']);
    });

    it.each(['identity', 'Identity', ''])('that changes nothing is taken: "%s"', async (coding) => {
      expect((await post(coding, body)).json).toMatchObject({ title: 'Squeezed' });
    });
  });

  describe('with the wrong method', () => {
    const ask = (method: string, path: string, headers = {}) => exchange(api.url, path, { method, headers });

    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
      'is 405 with the right ones: %s, at every path of the document',
      async (method) => {
        const { paths } = (await DocumentedApi.load(api.url)).document as { paths: Record<string, object> };
        for (const [path, operations] of Object.entries(paths)) {
          const right = Object.keys(operations).map((name) => name.toUpperCase());
          if (right.includes('GET')) right.push('HEAD');
          if (right.includes(method)) continue;
          const answer = await ask(method, path.replaceAll(/\{\w+\}/g, '1'));
          expect([path, answer.status, answer.headers.allow]).toEqual([path, 405, right.sort().join(', ')]);
          if (method !== 'HEAD') expect(answer.problem.code).toBe('method_not_allowed');
        }
      },
    );

    it.each([
      ['/health/live', 'GET, HEAD'],
      ['/health/ready/', 'GET, HEAD'],
      ['/metrics', 'GET, HEAD'],
      ['/docs', 'GET, HEAD'],
      ['/docs/openapi.json', 'GET, HEAD'],
      ['/docs/guides/tokens', 'GET, HEAD'],
      ['/api/v1/chats/', 'GET, HEAD, POST'],
      ['/api/v1/chats?user_id=a', 'GET, HEAD, POST'],
      ['/api/v1/messages/1/reactions/%F0%9F%91%8D', 'DELETE'],
    ])('is 405 at %s', async (path, allow) => {
      const { status, headers } = await ask('PUT', path);
      expect([status, headers.allow, headers['cache-control']]).toEqual([405, allow, 'no-store']);
    });

    it.each(['/nothing', '/api/v1', '/api/v1/chat', '/api/v1/chats/1/2', '/docs/demo-token', '/docs/nothing/at/all'])(
      'is 404 where nothing is: %s',
      async (path) => {
        const { status, headers, problem: refusal } = await ask('PUT', path);
        expect([status, refusal.code, headers.allow]).toEqual([404, 'not_found', undefined]);
      },
    );
  });
});

function lines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
