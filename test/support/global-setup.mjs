// The tests' own PostgreSQL: thrown away afterwards, with one migrated database to copy from.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import freshBuild from '../../tools/fresh-build.mjs';

export default async function globalSetup() {
  await freshBuild();
  const { migrate } = await import('../../dist/libs/database/src/index.js');
  const { startEmbeddedPostgres } = await import('../../dist/libs/embedded/src/index.js');
  const directory = mkdtempSync(path.join(os.tmpdir(), 'chat-test-'));
  const postgres = await startEmbeddedPostgres(directory, { throwaway: true, settings: { max_connections: '200' } });
  globalThis.testPostgres = { directory, postgres };
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query('CREATE DATABASE chat_template');
  await client.end();
  await migrate(postgres.url.replace(/\/postgres$/, '/chat_template'));
  process.env.TEST_POSTGRES_URL = postgres.url;
}
