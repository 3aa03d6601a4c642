import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The database of this Jest worker; specs of one worker share it, so each makes its own users. */
export function testDatabaseUrl(): Promise<string> {
  return databaseUrl(`chat_test_${process.env['JEST_WORKER_ID'] ?? '1'}`);
}

/** A new database, for what must be alone: users with given names, or everything there is. */
export function ownDatabaseUrl(): Promise<string> {
  return databaseUrl(`chat_test_${randomUUID().replaceAll('-', '')}`);
}

async function databaseUrl(name: string): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name} TEMPLATE chat_template`);
  } finally {
    await client.end();
  }
  return server.replace(/\/postgres$/, `/${name}`);
}
