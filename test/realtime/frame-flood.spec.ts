import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as ws from 'ws';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { sumOf } from '../support/fresh-metrics.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { WebSocketReader } from '../support/web-socket-reader.js';
import { until } from '../support/until.js';

const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

function frames(times: number, opcode: number, text: string, fin = true): Buffer {
  const options = { fin, opcode, mask: true, readOnly: false, rsv1: false };
  const one = Buffer.concat(Sender.frame(Buffer.from(text), options));
  return Buffer.concat(Array.from({ length: times }, () => one));
}

/** The connection under a WebSocket: what is written there arrives in as few pieces as possible. */
function write({ socket }: WebSocketReader, bytes: Buffer): void {
  (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(bytes);
}

describe('a WebSocket that floods', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    alice = api.user('alice');
    chatId = (await groupOf(alice)).id;
  });
  afterEach(() => live.close());

  const report = () => `{"type":"typing","chat_id":${chatId}}`;

  it.each<[string, () => Buffer]>([
    ['reports of typing', () => frames(1_000, 1, report())],
    ['pings', () => frames(1_000, 9, '')],
    ['pongs that nobody asked for', () => frames(1_000, 10, '')],
    ['empty fragments', () => Buffer.concat([frames(1, 1, '', false), frames(1_000, 0, '', false)])],
  ])('with %s is closed with 1008, and none of them is looked at', async (_what, flood) => {
    const socket = await live.socket(alice);
    let pongs = 0;
    socket.socket.on('pong', () => pongs++);
    write(socket, flood());
    await socket.ended();
    expect([socket.code, socket.reason]).toEqual([1008, 'too many frames']);
    expect(pongs).toBe(0);
  });

  it('with bytes is closed, too', async () => {
    const socket = await live.socket(alice);
    write(socket, frames(20, 1, report().padEnd(4_000)));
    await socket.ended();
    expect(socket.code).toBe(1008);
  });

  it('is let go of, and its person may come back', async () => {
    const sockets = await Promise.all(Array.from({ length: 8 }, () => live.socket(alice)));
    for (const socket of sockets) write(socket, frames(1_000, 1, report()));
    await Promise.all(sockets.map((socket) => socket.ended()));
    const back = await live.socket(alice);
    await until(async () => sumOf(await (await fetch(`${api.url}/metrics`)).text(), 'live_feeds') === 1);
    await ok(alice.sendMessage(chatId, 'still here'));
    await back.reached(chatId, 1);
  });

  it('is not one that types fast, and answers pings', async () => {
    const socket = await live.socket(alice);
    write(socket, frames(100, 1, report()));
    write(socket, frames(50, 9, ''));
    await ok(alice.sendMessage(chatId, 'still here'));
    await socket.reached(chatId, 1);
    expect(socket.isClosed).toBe(false);
  });
});
