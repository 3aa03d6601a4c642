import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '#libs/database';
import { ownDatabaseUrl } from '../support/test-database.js';

const MADE_CONCURRENTLY = 'MessageById1795712000000';

describe('the migration that makes an index while others write', () => {
  let url: string;
  let client: pg.Client;
  beforeEach(async () => {
    url = await ownDatabaseUrl();
    client = new pg.Client(url);
    await client.connect();
    // As the version before left it.
    await client.query('DROP INDEX message_by_id');
    await client.query('CREATE INDEX message_id ON message (id)');
    await client.query('DELETE FROM migrations WHERE name = $1', [MADE_CONCURRENTLY]);
  });
  afterEach(() => client.end());

  const indexesOnId = async () => {
    const { rows } = await client.query<{ indexdef: string; indisvalid: boolean }>(
      `SELECT d.indexdef, i.indisvalid FROM pg_indexes d JOIN pg_index i ON i.indexrelid = d.indexname::regclass
       WHERE d.indexdef LIKE '%(id)' AND d.tablename = 'message'`,
    );
    return rows;
  };
  const hashIndex = { indexdef: 'CREATE INDEX message_by_id ON public.message USING hash (id)', indisvalid: true };

  it('is run once by servers that start together', async () => {
    const ran = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(ran.flat()).toEqual([MADE_CONCURRENTLY]);
    expect(await indexesOnId()).toEqual([hashIndex]);
  });

  it('makes an index again that a killed server left half-made', async () => {
    await client.query('CREATE INDEX message_by_id ON message USING hash (id)');
    await client.query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'message_by_id'::regclass`);
    expect(await migrate(url)).toEqual([MADE_CONCURRENTLY]);
    expect(await indexesOnId()).toEqual([hashIndex]);
  });

  it('goes on where it was killed between its two steps', async () => {
    await client.query('CREATE INDEX message_by_id ON message USING hash (id)');
    expect(await migrate(url)).toEqual([MADE_CONCURRENTLY]);
    expect(await indexesOnId()).toEqual([hashIndex]);
  });
});

const FILLS = 'ActiveMinuteBefore1796000300000';

describe('the migration that fills a column while others write', () => {
  let url: string;
  let client: pg.Client;
  beforeEach(async () => {
    url = await ownDatabaseUrl();
    client = new pg.Client(url);
    await client.connect();
    // As the version before left it, with more chats than are filled at once.
    await client.query('DROP INDEX participant_active_minute');
    await client.query('ALTER TABLE participant ALTER COLUMN active_minute DROP NOT NULL');
    await client.query(`INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type, activity_at)
      SELECT g, 'owner', g, false, 'PERSONAL', now() - g * interval '1 minute' FROM generate_series(1, 5000) g`);
    await client.query(`INSERT INTO participant (chat_id, user_id, membership) SELECT id, 'owner', '{(0,)}' FROM chat`);
    await client.query('UPDATE participant SET active_minute = NULL');
    await client.query('DELETE FROM migrations WHERE name = $1', [FILLS]);
  });
  afterEach(() => client.end());

  const wrong = async () => {
    const { rows } = await client.query(`SELECT p.chat_id FROM participant p JOIN chat c ON c.id = p.chat_id
      WHERE p.active_minute IS DISTINCT FROM floor(extract(epoch FROM c.activity_at) / 60)`);
    return rows;
  };

  it('is run once by servers that start together', async () => {
    const ran = await Promise.all([migrate(url), migrate(url)]);
    expect(ran.flat()).toEqual([FILLS]);
    expect(await wrong()).toEqual([]);
  });

  it('goes on where it was killed', async () => {
    await client.query(
      `UPDATE participant p SET active_minute = minute_of(c.activity_at) FROM chat c WHERE c.id = p.chat_id AND c.id < 3000`,
    );
    await client.query(
      'ALTER TABLE participant ADD CONSTRAINT has_active_minute CHECK (active_minute IS NOT NULL) NOT VALID',
    );
    expect(await migrate(url)).toEqual([FILLS]);
    expect(await wrong()).toEqual([]);
  });
});

const FILLS_BUCKETS = 'UpdatedBucketBefore1796600210000';

describe('the migration that says when each chat last changed', () => {
  let url: string;
  let client: pg.Client;
  beforeEach(async () => {
    url = await ownDatabaseUrl();
    client = new pg.Client(url);
    await client.connect();
    // As the version before left it, with more chats than are filled at once.
    await client.query('DROP INDEX chat_updated_bucket');
    await client.query('ALTER TABLE chat ALTER COLUMN updated_bucket DROP NOT NULL');
    await client.query(`INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type, updated_at)
      SELECT g, 'owner', g, false, 'PERSONAL', now() - g * interval '1 minute' FROM generate_series(1, 5000) g`);
    await client.query('UPDATE chat SET updated_bucket = NULL');
    await client.query('DELETE FROM migrations WHERE name = $1', [FILLS_BUCKETS]);
  });
  afterEach(() => client.end());

  const wrong = async () => {
    const { rows } = await client.query(
      'SELECT id FROM chat WHERE updated_bucket IS DISTINCT FROM floor(extract(epoch FROM updated_at) / 600)',
    );
    return rows;
  };

  it('is run once by servers that start together', async () => {
    const ran = await Promise.all([migrate(url), migrate(url)]);
    expect(ran.flat()).toEqual([FILLS_BUCKETS]);
    expect(await wrong()).toEqual([]);
  });

  it('goes on where it was killed', async () => {
    await client.query('UPDATE chat SET updated_at = now() WHERE id < 3000');
    await client.query(
      'ALTER TABLE chat ADD CONSTRAINT has_updated_bucket CHECK (updated_bucket IS NOT NULL) NOT VALID',
    );
    expect(await migrate(url)).toEqual([FILLS_BUCKETS]);
    expect(await wrong()).toEqual([]);
  });
});
