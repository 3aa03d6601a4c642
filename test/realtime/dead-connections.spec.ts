import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis, RedisServer } from '../chaos/redis-server.js';
import { UnsteadyNetwork } from '../faults/unsteady-network.js';
import { startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { personOf } from '../support/person-of.js';
import { newDataFolder } from '../support/service-process.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const buses = hasRedis ? (['pg', 'redis'] as const) : (['pg'] as const);
if (!hasRedis) console.warn('there is no redis-server on the PATH: dead connections to Redis are not tested');

describe('connections of the bus on which nothing comes any more, though nobody has closed them', () => {
  let redis: RedisServer | undefined;
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
    if (hasRedis) redis = await RedisServer.start(data.folder);
  });
  afterAll(async () => {
    await redis?.stop();
    await data.remove();
  });

  it.each(buses)('are replaced, at the server that hears and at the one that tells, with BUS=%s', async (bus) => {
    const direct = bus === 'pg' ? await testDatabaseUrl() : `redis://127.0.0.1:${redis?.port}`;
    const network = await UnsteadyNetwork.before(Number(new URL(direct).port));
    const url = network.urlOf(direct);
    const environment: Record<string, string> =
      bus === 'pg' ? { BUS_DATABASE_URL: url } : { BUS: 'redis', REDIS_URL: url };
    const servers = [await startApi(environment), await startApi(environment)];
    const live = await LiveFeeds.on(servers[0]!.url);
    try {
      const [alice, bob] = ['alice', 'bob'].map((name) => personOf(servers, name));
      const { id } = await groupOf(alice!.at(1), bob!.at(1));
      const feed = await live.socket(bob!.at(0));
      // A change itself, not only how far the chat is, comes over a WebSocket by the bus alone.
      const isHeard = async () => {
        const { change_seq: seq } = await ok(alice!.at(1).sendMessage(id, 'Do you hear me?'));
        return feed.changes(id).some((change) => change.seq >= seq - 1);
      };
      await until(isHeard);
      network.loseTrack();
      const before = (await ok(alice!.at(1).getChat(id))).last_seq;
      await until(async () => (await isHeard()) && feed.changes(id).some(({ seq }) => seq > before));
      expect(network.open).toBeLessThanOrEqual(4);
    } finally {
      live.close();
      for (const server of servers) await server.close();
      await network.close();
    }
  });
});
