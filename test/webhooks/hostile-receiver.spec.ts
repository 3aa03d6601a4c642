import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { WebhookPost } from '../../libs/webhooks/src/webhook-post.js';
import { until } from '../support/until.js';
import { SECRET } from './webhook-receiver.js';

const MIB = 1024 * 1024;
const head = (status: number, ...headers: string[]) => `HTTP/1.1 ${[status, ...headers].join('\r\n')}\r\n\r\n`;
const empty = (status: number, ...headers: string[]) => head(status, ...headers, 'content-length: 0');

/** Sends the same again and again, as long as it is read. */
function flood(socket: Socket, chunk: string | Buffer): void {
  const write = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', write);
  write();
}

/** Never lets half a second pass in silence. */
function trickle(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 400);
  socket.on('close', () => clearInterval(timer));
}

/** What an answer may be, and how the call ends: undefined when it is taken. */
const ANSWERS: readonly (readonly [string, (socket: Socket) => unknown, string | undefined])[] = [
  ['takes it', (socket) => socket.write(empty(204)), undefined],
  ['redirects', (socket) => socket.write(empty(301, 'location: http://169.254.169.254/')), 'status 301'],
  ['redirects the POST', (socket) => socket.write(empty(307, 'location: http://127.0.0.1:1/')), 'status 307'],
  ['wants a day', (socket) => socket.write(empty(429, 'retry-after: 86400')), 'status 429'],
  ['says nothing', () => undefined, 'no answer in time'],
  [
    'trickles its head',
    (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), trickle(socket, 'x-a: b\r\n')),
    'no answer in time',
  ],
  [
    'trickles its body',
    (socket) => (socket.write(head(200, 'content-length: 99999')), trickle(socket, 'x')),
    'no answer in time',
  ],
  [
    'trickles why not',
    (socket) => (socket.write(head(500, 'content-length: 99999')), trickle(socket, 'x')),
    'status 500',
  ],
  ['only says that it goes on', (socket) => flood(socket, head(103, 'link: <a>').repeat(100)), 'no answer in time'],
  [
    'answers a lot',
    (socket) => (socket.write(head(200, `content-length: ${100 * MIB}`)), flood(socket, 'x'.repeat(65_536))),
    undefined,
  ],
  [
    'refuses a lot',
    (socket) => (socket.write(head(400, `content-length: ${100 * MIB}`)), flood(socket, 'x'.repeat(65_536))),
    'status 400',
  ],
  [
    'answers without end',
    (socket) => (
      socket.write(head(200, 'transfer-encoding: chunked')),
      flood(socket, `10000\r\n${'x'.repeat(65_536)}\r\n`)
    ),
    undefined,
  ],
  [
    'has a chunk extension without end',
    (socket) => (socket.write(`${head(200, 'transfer-encoding: chunked')}1;`), flood(socket, 'x'.repeat(65_536))),
    expect.stringMatching(/^no (answer in time|connection: [A-Z_]+)$/) as unknown as string,
  ],
  [
    'has headers without end',
    (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), flood(socket, 'x-a: b\r\n'.repeat(999))),
    'no connection: UND_ERR_HEADERS_OVERFLOW',
  ],
  ['sends a bomb', (socket) => socket.write(BOMB), undefined],
  ['is reset', (socket) => socket.resetAndDestroy(), 'no connection: ECONNRESET'],
  ['cuts its answer', (socket) => socket.end(`${head(200, 'content-length: 9')}x`), 'no connection: UND_ERR_SOCKET'],
  ['cuts why not', (socket) => socket.end(`${head(503, 'content-length: 9')}x`), 'status 503'],
  ['closes', (socket) => socket.end(), 'no connection: UND_ERR_SOCKET'],
  ['speaks something else', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'no connection: HPE_INVALID_CONSTANT'],
  [
    'switches protocols',
    (socket) => socket.write(head(101, 'upgrade: x', 'connection: upgrade')),
    'no connection: UND_ERR_SOCKET',
  ],
  ['answers twice', (socket) => socket.write(empty(200) + empty(500)), undefined],
];

const packed = gzipSync(Buffer.alloc(200 * MIB));
const BOMB = Buffer.concat([
  Buffer.from(head(200, 'content-encoding: gzip', `content-length: ${packed.length}`)),
  packed,
]);

describe('a call of a receiver that', () => {
  const servers: Server[] = [];
  const open = new Set<Socket>();
  const living = new AbortController();
  afterAll(() => {
    for (const server of servers) server.close();
    for (const socket of open) socket.destroy();
  });

  const listen = async (answer: (socket: Socket) => unknown): Promise<string> => {
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
      socket.once('data', () => answer(socket));
    });
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a-secret-path`;
  };

  const ends = ANSWERS.map(async ([, answer]) => {
    const post = new WebhookPost(await listen(answer), [SECRET]);
    return await post.send({ id: 'chat_1_0_1', body: '{}' }, living.signal);
  });
  const settled = Promise.allSettled(ends);

  it.each(ANSWERS.map(([name, , why], nth) => [name, why, nth] as const))('%s', async (_name, why, nth) => {
    const end = await ends[nth];
    expect(end?.why).toEqual(why);
    expect(end?.waitSeconds ?? 0).toBeLessThanOrEqual(3_600);
  });

  it('has ended leaves no connection, but those that may be used again', async () => {
    await settled;
    await until(() => open.size <= 4);
  });

  it('is broken off when the process ends', async () => {
    const ending = new AbortController();
    const url = await listen(() => ending.abort(new Error('the process ends')));
    await expect(new WebhookPost(url, [SECRET]).send({ id: 'a', body: '{}' }, ending.signal)).rejects.toThrow(
      'the process ends',
    );
  });

  it('cannot be made says no more than that', async () => {
    for (const url of [
      'http://127.0.0.1:1/secret',
      'http://no-such-host.invalid/secret',
      'http://127.0.0.1:6000/secret',
    ]) {
      const end = await new WebhookPost(url, [SECRET]).send({ id: 'a', body: '{}' }, living.signal);
      expect(end?.why).toMatch(/^no connection: [A-Za-z_ ]+$/);
    }
  });
});
