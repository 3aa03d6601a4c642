import pg from 'pg';

/** The database of this Jest worker; specs of one worker share it, so each makes users of its own. */
export async function testDatabaseUrl(): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const name = `chat_test_${process.env['JEST_WORKER_ID'] ?? '1'}`;
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
