import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { HeardPlans } from './heard-plans.js';
import { tellPlans } from './shapes.js';

/** Loaded as others load it: triggers are turned off. The latest chats are all over the table. */
const LOADED = `
  SET session_replication_role = replica;
  INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type, updated_at)
    SELECT g, 'owner-' || g, 'session', false, 'PERSONAL', now() - g * 7919 % 200000 * interval '3 seconds'
    FROM generate_series(1, 200000) g;
  INSERT INTO participant (chat_id, user_id, membership) SELECT id, owner_id, '{(0,)}' FROM chat;
  SET session_replication_role = DEFAULT;`;
/** What 50 chats cost, each with its participants, and 2,500 entries of an index that is in their order. */
const MOST = 3_500;

describe('the walk over 200,000 chats', () => {
  let api: ApiServer;
  let service: ApiClient;
  let client: pg.Client;
  let heard: HeardPlans;
  beforeAll(async () => {
    const DATABASE_URL = await ownDatabaseUrl();
    client = new pg.Client(DATABASE_URL);
    await client.connect();
    await client.query(LOADED);
    await client.query('VACUUM ANALYZE chat, participant');
    await tellPlans(client);
    heard = HeardPlans.begin();
    api = await startApi({ DATABASE_URL });
    service = api.service();
  }, 120_000);
  afterAll(async () => {
    heard.end();
    await api.close();
    await client.end();
  });

  /** The ids of the first pages, and the most that a page has read. */
  async function walk(query: Record<string, string>, pages: number): Promise<{ ids: number[]; buffers: number }> {
    const ids: number[] = [];
    let buffers = 0;
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      heard.plans.length = 0;
      const { data, next_cursor } = await ok(service.listChats({ ...query, ...(cursor && { cursor }) }));
      ids.push(...data.map(({ id }) => id));
      buffers = Math.max(
        buffers,
        heard.plans.filter(({ name }) => name.startsWith('chat.walk')).reduce((sum, plan) => sum + plan.buffers, 0),
      );
      cursor = next_cursor ?? undefined;
    }
    return { ids, buffers };
  }
  const inOrder = async (since: string, most: number) => {
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM chat WHERE updated_at >= $1 ORDER BY updated_at, id LIMIT $2',
      [since, most],
    );
    return rows.map(({ id }) => Number(id));
  };

  it.each([
    ['from the beginning', 24 * 365],
    ['of the last day', 24],
    ['of the last hours', 2],
  ])('reads little %s, and is in order', async (_when, hours) => {
    const since = new Date(Date.now() - hours * 3_600_000).toISOString();
    const { ids, buffers } = await walk({ updated_since: since }, 6);
    expect(ids).toEqual(await inOrder(since, 300));
    expect(buffers).toBeLessThan(MOST);
  });

  it('reads little at its end', async () => {
    const { ids, buffers } = await walk({ updated_since: new Date(Date.now() + 3_600_000).toISOString() }, 1);
    expect([ids, buffers < 200]).toEqual([[], true]);
  });

  it('reads no more when all of them have changed at once, and shows them all', async () => {
    await client.query('UPDATE chat SET updated_at = now()');
    await client.query('VACUUM chat');
    const since = new Date(Date.now() - 60_000).toISOString();
    const { ids, buffers } = await walk({ updated_since: since, limit: '100' }, 20);
    expect(ids).toEqual(Array.from({ length: 2000 }, (_, nth) => nth + 1));
    expect(buffers).toBeLessThan(2 * MOST);
  });
});

describe('what a send costs the walk', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());

  it('is nothing, except once in ten minutes: the row stays on its page (HOT)', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    for (let nth = 0; nth < 100; nth++) await ok(alice.sendMessage(id, `message ${nth}`));
    const updates = async () => {
      const { rows } = await api.pool.query<{ all: string; hot: string }>(
        `SELECT pg_stat_get_tuples_updated('chat'::regclass) AS all, pg_stat_get_tuples_hot_updated('chat'::regclass) AS hot`,
      );
      return { all: Number(rows[0]?.all), hot: Number(rows[0]?.hot) };
    };
    // A connection tells its counts when it rests.
    await until(async () => (await updates()).all >= 100);
    const { all, hot } = await updates();
    // The clock may pass a border of ten minutes meanwhile.
    expect(all - hot).toBeLessThan(5);
  });
});
