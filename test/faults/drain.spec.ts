import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, startApi } from '../support/api-server.js';
import { RawConnection } from '../support/raw-connection.js';
import { until } from '../support/until.js';

const PATIENCE = { lameDuckMs: 0, graceMs: 20_000 };
const HEAD = 'GET /health/live HTTP/1.1\r\nhost: here\r\n\r\n';

describe('a server that ends', () => {
  let api: ApiServer;
  beforeEach(async () => {
    api = await startApi({ WORKER: 'off' });
  });
  afterEach(() => api.close());

  const read = (socket: Socket) =>
    new Promise<string>((resolve) => {
      let received = '';
      socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
      socket.once('error', () => resolve('reset')).once('end', () => resolve(received));
    });

  it('answers who has connected before it stopped to listen, many at once', async () => {
    const { hostname: host, port } = new URL(api.url);
    const sockets = Array.from({ length: 40 }, () => connect({ host, port: Number(port) }));
    const answers = sockets.map((socket) => read(socket.setNoDelay()));
    for (const socket of sockets) socket.write(HEAD);
    await api.drain.run(PATIENCE);
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers a request that comes over an idle connection at the last moment', async () => {
    const connection = await RawConnection.open(api.url);
    connection.socket.write(HEAD);
    await connection.answered();
    const begun = performance.now();
    const done = api.drain.run(PATIENCE);
    // It arrives while the server is busy, and before it would look at the time again.
    await until(() => performance.now() - begun > 900);
    connection.socket.write(HEAD);
    while (performance.now() - begun < 1_500);
    await done;
    expect([connection.statuses, await connection.ended()]).toEqual([[200, 200], 'closed']);
  });

  it('answers all that was asked over one connection at once, and says with the last that it ends', async () => {
    const connection = await RawConnection.open(api.url);
    connection.socket.write(HEAD);
    await connection.answered();
    const done = api.drain.run(PATIENCE);
    connection.socket.write(HEAD.repeat(3));
    await connection.answered(4);
    // What comes after that is dropped, without a reset that could cost the answers.
    await connection.write(HEAD.repeat(10));
    await delay(20);
    await connection.write(HEAD);
    expect([connection.statuses, await connection.ended()]).toEqual([[200, 200, 200, 200], 'closed']);
    expect(connection.received.match(/connection: close/gi)).toHaveLength(1);
    connection.socket.end();
    await done;
  });

  it('does not wait for a connection over which nothing was ever asked', async () => {
    const connection = await RawConnection.open(api.url);
    await api.drain.run({ ...PATIENCE, graceMs: 3_600_000 });
    expect(await connection.ended()).toBe('closed');
  });
});
