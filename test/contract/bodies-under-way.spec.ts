import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;

describe('large bodies that do not end', () => {
  let api: ApiServer;
  const open: Socket[] = [];
  beforeAll(async () => {
    api = await startApi();
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));
  afterAll(() => api.close());

  /** Sends the head and a part of a body. @returns the connection, and what is answered on it so far */
  async function begin(client: ApiClient, chatId: number, length: string): Promise<{ socket: Socket; text: string }> {
    const { hostname, port } = new URL(api.url);
    const begun = { socket: connect(Number(port), hostname), text: '' };
    open.push(begun.socket);
    begun.socket.on('error', () => undefined).on('data', (chunk: Buffer) => (begun.text += chunk.toString('latin1')));
    await once(begun.socket, 'connect');
    const head = ['host: x', 'content-type: application/json', `authorization: Bearer ${client.token}`, length];
    begun.socket.write(`POST /api/v1/chats/${chatId}/messages HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
    return begun;
  }

  it.each([
    ['that say how long they are', `content-length: ${8 * MIB}`],
    ['that do not', 'transfer-encoding: chunked'],
  ])('%s may be twelve of one person, and hold up nobody else', async (_which, length) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await ok(alice.createChat());
    const large = JSON.stringify({ content: 'x'.repeat(30_000), message_metadata: { a: 'b'.repeat(100_000) } });
    for (let nth = 0; nth < 12; nth++) await begin(alice, id, length);
    await until(async () => (await alice.sendMessage(id, large)).status === 429);
    const another = await begin(alice, id, length);
    await until(() => another.text.includes('bodies_under_way'));
    expect(another.text).toMatch(/^HTTP\/1\.1 429 [^]*retry-after: 1\r\n/i);
    await refused(alice.sendMessage(id, large), 429, 'bodies_under_way');
    // What is small, and what others send, is taken as ever.
    await ok(alice.sendMessage(id, 'still here'));
    expect((await bob.createChat(large)).status).toBe(400);
    open[0]?.destroy();
    await until(async () => (await alice.sendMessage(id, large)).status === 400);
  });
});
