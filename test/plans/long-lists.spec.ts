import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type ApiServer, startApi } from '../support/api-server.js';
import { tellPlans } from './shapes.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { HeardPlans } from './heard-plans.js';

/** Loaded as others load it: without a word of `active_minute`, and with triggers turned off. Eleven chats a minute. */
const LOADED = `
  SET session_replication_role = replica;
  CREATE TEMP TABLE loaded AS
    SELECT owner, base + g AS id, now() - g % 11 * interval '1 second' - g / 11 * interval '1 minute' AS at
    FROM (VALUES ('few', 0, 30), ('many', 100000, 20000)) AS people (owner, base, chats), generate_series(1, chats) g;
  INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type, activity_at)
    SELECT id, owner, 'session-' || id, false, 'PERSONAL', at FROM loaded ORDER BY random();
  INSERT INTO participant (chat_id, user_id, membership) SELECT id, owner, '{(0,)}' FROM loaded ORDER BY random();
  SET session_replication_role = DEFAULT;`;

describe('the list of 20,000 chats', () => {
  let api: ApiServer;
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
  }, 60_000);
  afterAll(async () => {
    heard.end();
    await api.close();
    await client.end();
  });

  const byActivity = async (owner: string): Promise<number[]> => {
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM chat WHERE owner_id = $1 ORDER BY activity_at DESC, id DESC LIMIT 60',
      [owner],
    );
    return rows.map(({ id }) => Number(id));
  };

  async function pages(owner: string, limit: number, count: number): Promise<number[]> {
    const service = api.service();
    const ids: number[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < count; page++) {
      const { data, next_cursor } = await ok(service.listChats({ user_id: owner, limit, ...(cursor && { cursor }) }));
      ids.push(...data.map(({ id }) => id));
      cursor = next_cursor ?? undefined;
    }
    return ids;
  }

  /** The most that a page has read. */
  async function buffersOf(owner: string): Promise<number> {
    heard.plans.length = 0;
    await pages(owner, 7, 4);
    const lists = heard.plans.filter(({ name }) => name.startsWith('chat.list'));
    expect(lists).toHaveLength(4);
    return Math.max(...lists.map(({ buffers }) => buffers));
  }

  it('reads as little as that of 30', async () => {
    expect(await buffersOf('many')).toBeLessThanOrEqual(1.3 * (await buffersOf('few')));
  });

  it('is in the order of activity, also after it has moved', async () => {
    expect(await pages('many', 9, 6)).toEqual((await byActivity('many')).slice(0, 54));
    await client.query(
      `UPDATE chat SET activity_at = activity_at + interval '90 seconds' WHERE owner_id = 'many' AND id % 3 = 0`,
    );
    expect(await pages('many', 9, 6)).toEqual((await byActivity('many')).slice(0, 54));
  });

  it('is in that order when all 20,000 share a minute', async () => {
    await client.query(
      `UPDATE chat SET activity_at = date_trunc('minute', now()) + id % 7000 * interval '1 millisecond' WHERE owner_id = 'many'`,
    );
    expect(await pages('many', 20, 3)).toEqual(await byActivity('many'));
  });
});
