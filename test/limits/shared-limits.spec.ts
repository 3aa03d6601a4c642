import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis, RedisServer } from '../chaos/redis-server.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { freePort } from '../support/free-port.mjs';
import { type Person, personOf } from '../support/person-of.js';
import { newDataFolder } from '../support/service-process.js';
import { until } from '../support/until.js';

const LIMIT = 5;
const environment = (port: number, channel: string) => ({
  RATE_LIMITS: 'on',
  RATE_LIMIT_READ: String(LIMIT),
  REDIS_URL: `redis://127.0.0.1:${port}`,
  BUS_CHANNEL: channel,
});

/** How many of so many calls are answered, and that nothing but a 429 refuses the others. */
const answered = async (person: Person, calls: number): Promise<number> => {
  const replies = [];
  for (let nth = 0; nth < calls; nth++) replies.push(await person.at(nth).listChats());
  expect(replies.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
  return replies.filter(({ status }) => status === 200).length;
};

describe('rate limits of servers with a REDIS_URL', () => {
  if (!hasRedis) {
    it('are not tested: there is no redis-server on the PATH', () => expect(hasRedis).toBe(false));
    return;
  }

  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let redis: RedisServer;
  let servers: ApiServer[];
  let stranger: ApiServer;
  beforeAll(async () => {
    data = await newDataFolder();
    redis = await RedisServer.start(data.folder);
    servers = [];
    for (let nth = 0; nth < 2; nth++) servers.push(await startApi(environment(redis.port, 'together')));
    stranger = await startApi(environment(redis.port, 'alone'));
  });
  afterAll(async () => {
    for (const server of [...servers, stranger]) await server.close();
    await redis.stop();
    await data.remove();
  });

  /** Both have found it: what one of them counts is counted by the other. */
  const areTogether = () =>
    until(async () => {
      const nobody = personOf(servers, 'nobody');
      await nobody.at(0).listChats();
      return (await nobody.at(1).listChats()).headers.get('ratelimit')?.includes(`r=${LIMIT - 2};`) === true;
    });

  it('are one limit, and of each set of servers another', async () => {
    await areTogether();
    const alice = personOf([...servers], 'alice');
    expect(await answered(alice, 4 * LIMIT)).toBe(LIMIT);
    const { headers } = await alice.at(1).listChats();
    expect(headers.get('ratelimit')).toMatch(new RegExp(`^"read";r=0;t=\\d+$`));
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(30);
    const everywhere = personOf([servers[0]!, stranger], 'bob');
    expect(await answered(everywhere, 4 * LIMIT)).toBe(2 * LIMIT);
  });

  it('are counted by each server while Redis is away, and together when it is back', async () => {
    await areTogether();
    await redis.stop();
    expect(await answered(personOf(servers, 'carol'), 4 * LIMIT)).toBe(2 * LIMIT);
    await redis.restart();
    await areTogether();
    expect(await answered(personOf(servers, 'dave'), 4 * LIMIT)).toBe(LIMIT);
  });
});

describe('a Redis that is none', () => {
  let api: ApiServer;
  afterEach(() => api.close());

  it('refuses nobody, when nothing is there', async () => {
    api = await startApi(environment(await freePort(), 'nothing'));
    expect(await answered(personOf([api], 'alice'), 2 * LIMIT)).toBe(LIMIT);
  });

  it('refuses nobody, and is hardly waited for, when it never answers', async () => {
    const sockets: Socket[] = [];
    const hung = createServer((socket) => void sockets.push(socket.on('error', () => undefined))).listen(
      0,
      '127.0.0.1',
    );
    await once(hung, 'listening');
    api = await startApi(environment((hung.address() as AddressInfo).port, 'hung'));
    await until(() => sockets.length > 0);
    expect(await answered(personOf([api], 'alice'), 2 * LIMIT)).toBe(LIMIT);
    for (const socket of sockets) socket.destroy();
    hung.close();
  });
});
