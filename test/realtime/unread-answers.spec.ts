import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { exportedMessages } from '../support/exported-messages.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { nextConnection, type ServerSocket } from '../support/server-sockets.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
/** More than the operating system keeps for a connection: twice as much as JSON. */
const LINE = 1_000_000;
const LINES = 12;

describe('answers that nobody reads', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let bob: ApiClient;
  let chatId: number;
  let open: Socket[];
  beforeAll(async () => {
    api = await startApi({ STALLED_SECONDS: '600' });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    open = [];
    [alice, bob] = [api.user('alice'), api.user('bob')];
    chatId = await largeChat(api, alice, bob);
  });
  afterEach(() => open.forEach((socket) => socket.destroy()));

  const ask = async (client: ApiClient, headers = '', requests = 1) => {
    const asked = await unread(api, client, chatId, headers, requests);
    open.push(asked.socket);
    return asked;
  };
  const page = (client: ApiClient) => client.listMessages(chatId, { limit: 4, order: 'asc' });
  const waiting = (sockets: readonly { server: ServerSocket }[]) =>
    sockets.reduce((sum, { server }) => sum + server.socket.writableLength, 0);

  it('hold 16 MiB of a person, who gets 429 until they have read', async () => {
    const pages = [await ask(alice), await ask(alice)];
    await until(() => pages.every(({ server }) => server.socket.writableLength > MIB));
    for (let nth = 0; nth < 5; nth++) {
      const problem = await page(alice);
      await refused(problem, 429, 'answers_not_read');
      expect(problem.headers.get('retry-after')).toBe('1');
      expect(problem.headers.get('link')).toBeNull();
    }
    expect(waiting(pages)).toBeLessThanOrEqual(17 * MIB);
    // What is small, and what others ask for, is answered as ever.
    await ok(alice.sendMessage(chatId, 'still here'));
    expect((await ok(page(bob))).data).toHaveLength(4);

    pages[0]?.socket.resume();
    await until(async () => (await page(alice)).status === 200);
    pages[1]?.socket.destroy();
    await until(async () => (await page(alice)).status === 200);
  });

  it('hold no more when they are asked for on one connection', async () => {
    const { socket, server } = await ask(alice, '', 8);
    await until(() => server.socket.writableLength > MIB);
    await until(async () => (await page(alice)).status === 429);
    expect(server.socket.writableLength).toBeLessThanOrEqual(17 * MIB);
    socket.destroy();
    await until(async () => (await page(alice)).status === 200);
  });

  it('are three exports at most, which hold what their clients read next', async () => {
    const asked: Awaited<ReturnType<typeof unread>>[] = [];
    for (let nth = 0; nth < 3; nth++) asked.push(await ask(alice, 'accept: application/x-ndjson\r\n'));
    await until(() => asked.every(({ server }) => server.peakBytes > LINE));
    const fourth = alice.listMessages(chatId, {}, { headers: { accept: 'application/x-ndjson' } });
    await refused(fourth, 429, 'too_many_exports');
    expect((await fourth).headers.get('retry-after')).toBe('5');
    expect((await exportedMessages(bob, chatId)).messages).toHaveLength(LINES);
    for (const { server } of asked) expect(server.peakBytes).toBeLessThanOrEqual(2 * (2 * LINE + 10_000));

    asked[0]?.socket.destroy();
    await until(async () => (await exportedMessages(alice, chatId)).status === 200);
  });
});

describe('a connection that takes nothing', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ STALLED_SECONDS: '1' });
  });
  afterAll(() => api.close());

  it.each([
    ['a page', ''],
    ['an export', 'accept: application/x-ndjson\r\n'],
  ])('of %s is cut, and one that has nothing to take is not', async (_name, headers) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const live = await LiveFeeds.on(api.url);
    const chatId = await largeChat(api, alice, bob);
    const feed = await live.ofChat(bob, chatId);
    await feed.next('hello');
    const asked: Awaited<ReturnType<typeof unread>>[] = [];
    for (let nth = 0; nth < 2; nth++) asked.push(await unread(api, alice, chatId, headers));
    await until(() => asked.every(({ server }) => server.socket.destroyed));
    for (const { socket } of asked) socket.destroy();
    // It has been quiet for longer.
    await ok(alice.sendMessage(chatId, 'are you there?'));
    await feed.reached(chatId, LINES + 1);
    live.close();
  });
});

/** Twelve long messages, written past the service, which would take its time. */
async function largeChat(api: ApiServer, alice: ApiClient, bob: ApiClient): Promise<number> {
  const { id } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId] }));
  await api.pool.query(
    `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
     SELECT $1, nextval('message_id_seq'), nth, $2, true, 'FILE', 'SENT', repeat('"', $4), now(), now()
     FROM generate_series(1, $3::int) nth`,
    [id, alice.userId, LINES, LINE],
  );
  await api.pool.query('UPDATE chat SET last_seq = $2 WHERE id = $1', [id, LINES]);
  return id;
}

/** Asks for messages, and reads nothing. */
async function unread(api: ApiServer, { url, token }: ApiClient, chatId: number, headers: string, requests = 1) {
  const { hostname, port } = new URL(url);
  const server = nextConnection(api);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).pause();
  const query = headers === '' ? '?limit=4&order=asc' : '';
  const request = `GET /api/v1/chats/${chatId}/messages${query} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n${headers}\r\n`;
  socket.write(request.repeat(requests));
  return { socket, server: await server };
}
