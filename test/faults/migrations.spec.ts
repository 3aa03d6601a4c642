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
