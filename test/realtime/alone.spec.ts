import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { personOf } from '../support/person-of.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const EAR = 'bus of somebody alone';
const CHANNEL = 'somebody_alone';
/** In the words of a server, which is how servers know each other. */
const LISTEN = `LISTEN "${CHANNEL}"`;
/** Longer than servers are remembered that say nothing. */
const LONG_MS = 26_000;
/** A sealed probe in base64, and some. */
const LONGEST_PROBE = 100;

describe('a server that has heard no other for long', () => {
  const now = performance.now.bind(performance);
  const servers: ApiServer[] = [];
  let stranger: pg.Client;
  let hints: string[];
  let live: LiveFeeds;
  const start = async () => {
    const bus = `${await testDatabaseUrl()}?application_name=${encodeURIComponent(EAR)}`;
    servers.push(await startApi({ BUS_CHANNEL: CHANNEL, BUS_DATABASE_URL: bus }));
  };
  const person = (name: string) => personOf(servers, name);
  const letTimePass = (ms: number) => (performance.now = () => now() + ms);
  beforeAll(async () => {
    stranger = new pg.Client(await testDatabaseUrl());
    await stranger.connect();
    stranger.on('notification', ({ payload = '' }) => payload.length > LONGEST_PROBE && hints.push(payload));
  });
  afterAll(() => stranger.end());
  beforeEach(async () => {
    hints = [];
    await stranger.query(LISTEN);
    await start();
    live = await LiveFeeds.on(servers[0]!.url);
  });
  afterEach(async () => {
    performance.now = now;
    live.close();
    for (const server of servers.splice(0)) await server.close();
  });

  /** A NOTIFY of the stranger's comes behind those that were sent before. */
  const hintsSoFar = async () => {
    const nothing = new Promise((resolve) => stranger.once('notification', resolve));
    await servers[0]!.pool.query(`NOTIFY ${CHANNEL}`);
    await nothing;
    return hints.length;
  };

  it('knows from the database, when it starts, that nobody else listens', async () => {
    await servers.pop()!.close();
    await stranger.query(`SELECT 'listens without saying so last'`);
    await start();
    const alice = person('alice');
    const { id } = await groupOf(alice.at(0), person('bob').at(0));
    const before = await hintsSoFar();
    await ok(alice.at(0).sendMessage(id, 'nobody else is there'));
    expect(await hintsSoFar()).toBe(before);
  });

  it('sends no hints, and tells its own feeds all the same', async () => {
    const [alice, bob] = [person('alice'), person('bob')];
    const { id } = await groupOf(alice.at(0), bob.at(0));
    const feed = await live.socket(bob.at(0));
    await ok(alice.at(0).sendMessage(id, 'others may be there'));
    await feed.reached(id, 1);
    await until(async () => (await hintsSoFar()) > 0);
    letTimePass(LONG_MS);
    const before = await hintsSoFar();
    for (let seq = 2; seq <= 20; seq++) {
      await ok(alice.at(0).sendMessage(id, 'nobody else is there'));
      await feed.reached(id, seq);
    }
    expect(await hintsSoFar()).toBe(before);
  });

  it('sends them again from when another starts, which misses nothing', async () => {
    const [alice, bob] = [person('alice'), person('bob')];
    const { id } = await groupOf(alice.at(0), bob.at(0));
    letTimePass(LONG_MS);
    await ok(alice.at(0).sendMessage(id, 'to nobody'));
    const before = await hintsSoFar();
    await start();
    const other = await LiveFeeds.on(servers[1]!.url);
    const feed = await other.ofChat(personOf(servers, 'bob', { userId: bob.userId }).at(1), id);
    await ok(alice.at(0).sendMessage(id, 'to both'));
    await feed.reached(id, 2);
    expect(await hintsSoFar()).toBeGreaterThan(before);
    other.close();
  });

  it('sends them while it does not hear', async () => {
    const [alice, bob] = [person('alice'), person('bob')];
    const { id } = await groupOf(alice.at(0), bob.at(0));
    letTimePass(LONG_MS);
    await ok(alice.at(0).sendMessage(id, 'to nobody'));
    const before = await hintsSoFar();
    const { rowCount } = await servers[0]!.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = $1 AND datname = current_database() AND query LIKE 'LISTEN%'`,
      [EAR],
    );
    expect(rowCount).toBe(1);
    await until(async () => {
      await ok(alice.at(0).sendMessage(id, 'is anybody there?'));
      return (await hintsSoFar()) > before;
    });
  });
});
