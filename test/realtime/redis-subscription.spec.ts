import { Transform } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis, RedisServer } from '../chaos/redis-server.js';
import { TcpRelay } from '../chaos/tcp-relay.js';
import { startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { personOf } from '../support/person-of.js';
import { newDataFolder } from '../support/service-process.js';

if (!hasRedis) console.warn('there is no redis-server on the PATH: subscriptions to Redis are not tested');

describe('a server with BUS=redis', () => {
  if (!hasRedis) {
    it('is not tested: there is no redis-server on the PATH', () => expect(hasRedis).toBe(false));
    return;
  }

  let redis: RedisServer;
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
    redis = await RedisServer.start(data.folder);
  });
  afterAll(async () => {
    await redis.stop();
    await data.remove();
  });

  it('starts, and hears of changes, although its first subscriptions are cut off', async () => {
    let confirmations = 0;
    /** Cuts everything when the first two subscriptions are confirmed. */
    const filter = () =>
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          if (!chunk.includes('subscribe') || ++confirmations > 2) return done(null, chunk);
          relay.cut();
          done();
        },
      });
    const relay = await TcpRelay.listen({ target: () => redis.port, filter });
    const environment = { BUS: 'redis', REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    const ear = await startApi({ ...environment, REDIS_URL: `redis://127.0.0.1:${relay.port}` });
    const mouth = await startApi(environment);
    const live = await LiveFeeds.on(ear.url);
    try {
      const [alice, bob] = ['alice', 'bob'].map((name) => personOf([ear, mouth], name));
      const { id } = await groupOf(alice!.at(1), bob!.at(1));
      const feed = await live.socket(bob!.at(0));
      const { change_seq: seq } = await ok(alice!.at(1).sendMessage(id, 'Do you hear me?'));
      await feed.reached(id, seq);
      expect(confirmations).toBe(3);
    } finally {
      live.close();
      for (const server of [ear, mouth]) await server.close();
      await relay.close();
    }
  });
});
