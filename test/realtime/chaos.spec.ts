import { describe, expect, it } from '@jest/globals';
import { toText } from '../chaos/chaos-report.js';
import type { BusName } from '../chaos/lossy-bus.js';
import { hasRedis } from '../chaos/redis-server.js';
import { runChaos } from '../chaos/run-chaos.js';
import { testDatabaseUrl } from '../support/test-database.js';

/** In ms, for servers that start and are killed on a slow machine. */
const TIME_LIMIT = 300_000;

const buses: readonly BusName[] = hasRedis ? ['pg', 'redis'] : ['pg'];
const without = hasRedis ? '' : ' (BUS=redis is not tried: there is no redis-server here)';
if (!hasRedis) console.warn('there is no redis-server on the PATH: the chaos test runs with BUS=pg alone');

/** `npm run bench -- chaos` is the same with 10,000 messages and 50 kills. */
describe(`people who talk while servers are killed, connections cut and hints lost${without}`, () => {
  const database = testDatabaseUrl();

  it.concurrent.each(buses)(
    'have what the server has in the end, nothing lost, nothing twice, with BUS=%s',
    async (bus) => {
      const seed = Date.now() % 1_000_000;
      const world = { seed, databaseUrl: await database, bus, servers: 2, users: 6, chats: 3 };
      const blows = { messages: 200, kills: 3, pauseMs: 200 };
      const report = await runChaos({ ...world, ...blows, healedBy: 'hello', settleMs: 60_000 });
      const { lost, doubled, holes, differences, mistakes } = report;
      const wrong = [lost, doubled, holes, differences, mistakes].flat();
      if (wrong.length > 0) throw new Error(toText(report));
      expect(report.counts['servers killed']).toBe(blows.kills);
      expect(report.counts['messages stored']).toBeGreaterThanOrEqual(blows.messages);
    },
    TIME_LIMIT,
  );
});
