import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, startApi } from '../support/api-server.js';
import { makeToken } from '../support/json-web-token.js';
import { RawConnection } from '../support/raw-connection.js';
import { until } from '../support/until.js';
import { UPGRADE } from '../support/upgrade.js';

const MEBIBYTE = 1_048_576;
const PIECE = Buffer.alloc(65_536, 0x20);
const authorization = `Bearer ${makeToken({ sub: 'alice' })}`;
const json = { authorization, 'content-type': 'application/json' };

/** Requests that are refused before their body is read, or in the middle of it. */
const REFUSED: [name: string, status: number, requestLine: string, headers: Readonly<Record<string, string>>][] = [
  ['no token', 401, 'POST /api/v1/chats', { 'content-type': 'application/json' }],
  ['no such route', 404, 'POST /api/v1/nothing', json],
  ['another type', 413, 'POST /api/v1/chats', { ...json, 'content-type': 'text/plain' }],
  ['too large', 413, 'POST /api/v1/chats', json],
  ['a malformed path', 400, 'POST /api/v1/%zz', json],
  ['a malformed query', 400, 'POST /api/v1/chats?q=%zz', json],
];

describe('a body that nobody reads', () => {
  let api: ApiServer;
  let connection: RawConnection;
  let accepted: Socket;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    const connected = once(api.app.getHttpServer() as Server, 'connection') as Promise<[Socket]>;
    connection = await RawConnection.open(api.url);
    [accepted] = await connected;
  });
  afterEach(() => connection.close());

  const head = (
    requestLine: string,
    headers: Readonly<Record<string, string>>,
    isChunked = false,
    bytes = 4 * MEBIBYTE,
  ) =>
    connection.head(requestLine, {
      ...headers,
      ...(isChunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes) }),
    });

  /** Sends so much, or for as long as there is somebody to send it to. */
  const sendBody = async (bytes: number, isChunked = false): Promise<void> => {
    for (let sent = 0; sent < bytes && connection.isOpen; sent += PIECE.length)
      await connection.write(isChunked ? Buffer.concat([Buffer.from('10000\r\n'), PIECE, Buffer.from('\r\n')]) : PIECE);
    if (isChunked) await connection.write('0\r\n\r\n');
  };

  describe.each(REFUSED)('of a request with %s', (_name, status, requestLine, headers) => {
    it.each([
      ['that says its length', '1.1', {}, false],
      ['in chunks', '1.1', {}, true],
      ['that is the last of its connection', '1.1', { connection: 'close' }, false],
      ['in chunks that are the last of their connection', '1.1', { connection: 'close' }, true],
      ['of HTTP/1.0', '1.0', {}, false],
    ] as const)('is taken to its end: one %s', async (_kind, version, more, isChunked) => {
      head(`${requestLine} HTTP/${version}`, { ...headers, ...more }, isChunked);
      await sendBody(4 * MEBIBYTE, isChunked);
      connection.socket.end();
      expect([await connection.ended(), connection.statuses]).toEqual(['closed', [status]]);
    });
  });

  it('leaves the connection for the next request', async () => {
    head('POST /api/v1/chats HTTP/1.1', {});
    await connection.answered();
    await sendBody(4 * MEBIBYTE);
    connection.head('GET /health/live HTTP/1.1');
    await connection.answered(2);
    expect(connection.statuses).toEqual([401, 200]);
  });

  it('is read to 16 MiB at most', async () => {
    head('POST /api/v1/chats HTTP/1.1', {}, false, 1_000 * MEBIBYTE);
    await sendBody(100 * MEBIBYTE);
    await until(() => accepted.destroyed);
    expect(accepted.bytesRead).toBeLessThanOrEqual(17 * MEBIBYTE);
    expect(connection.statuses).toEqual([401]);
  });

  it('is not waited for when it comes by the drop', async () => {
    head('POST /api/v1/chats HTTP/1.1', {});
    for (let drops = 0; drops < 200 && connection.isOpen; drops++) {
      await connection.write(' ');
      await delay(50);
    }
    expect([accepted.destroyed, connection.statuses]).toEqual([true, [401]]);
  });

  it.each([
    ['headers that are too large', 431, 'GET /health/live HTTP/1.1', { padding: 'a'.repeat(17_000) }],
    ['an upgrade without a token', 401, 'GET /realtime HTTP/1.1', UPGRADE],
    ['an upgrade elsewhere', 404, 'GET /elsewhere HTTP/1.1', UPGRADE],
  ])('costs nobody the answer to %s', async (_name, status, requestLine, headers) => {
    connection.head(requestLine, headers);
    await connection.answered();
    await sendBody(2 * MEBIBYTE);
    connection.socket.end();
    expect([await connection.ended(), connection.statuses]).toEqual(['closed', [status]]);
  });

  it.each([
    ['behind an answer', 'POST /api/v1/chats HTTP/1.1', { 'transfer-encoding': 'chunked' }, 401],
    ['in the middle of one', 'GET /api/v1/chats HTTP/1.1', { authorization, accept: 'text/event-stream' }, 200],
  ])('gets no answer to what is not HTTP %s', async (_name, requestLine, headers, status) => {
    connection.head(requestLine, headers);
    await connection.answered();
    await connection.write('this is not HTTP\r\n\r\n');
    await connection.ended();
    expect(connection.statuses).toEqual([status]);
  });

  describe('and was announced with Expect: 100-continue', () => {
    const expecting = { expect: '100-continue' };

    it.each(REFUSED.filter(([name]) => name !== 'another type'))(
      'is not asked for when the request is refused: %s',
      async (_name, status, requestLine, headers) => {
        head(`${requestLine} HTTP/1.1`, { ...headers, ...expecting });
        await connection.ended();
        expect(connection.statuses).toEqual([status]);
        expect(connection.received).toMatch(/^connection: close\r$/im);
      },
    );

    it('is asked for when it will be read, and the connection stays', async () => {
      head('POST /api/v1/chats HTTP/1.1', { ...json, ...expecting }, false, 2);
      await connection.answered();
      expect(connection.statuses).toEqual([100]);
      await connection.write('{}');
      await connection.answered(2);
      connection.head('GET /health/live HTTP/1.1');
      await connection.answered(3);
      expect(connection.statuses).toEqual([100, 200, 200]);
    });

    it('is no reason to refuse it when something else is expected', async () => {
      connection.head('GET /health/live HTTP/1.1', { expect: 'the unexpected' });
      await connection.answered();
      expect(connection.statuses).toEqual([200]);
    });
  });
});
