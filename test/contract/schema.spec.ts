import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { type ApiServer, startApi } from '../support/api-server.js';

describe('the database schema', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('is the same in the entities and in the migrations', async () => {
    const dataSource = api.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('is described by an entity for every table', async () => {
    const dataSource = api.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const { rows } = await api.pool.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY tablename`,
    );
    expect(rows.map(({ tablename }) => tablename)).toEqual(
      dataSource.entityMetadatas.map((entity) => entity.tableName).toSorted(),
    );
  });

  it('keeps every row within reach of its chat: each table has chat_id, indexed first', async () => {
    const { rows } = await api.pool.query<{ table_name: string }>(
      `SELECT c.table_name FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.column_name = 'chat_id' AND NOT EXISTS (
         SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE i.indrelid = c.table_name::regclass AND a.attname = 'chat_id')`,
    );
    expect(rows).toEqual([]);
  });
});
