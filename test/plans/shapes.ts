import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { ownDatabaseUrl } from '../support/test-database.js';

export interface Shape {
  readonly chats: number;
  readonly messages: number;
  /** Messages in chat 1. */
  readonly large: number;
}

/** A database of this shape, whose connections tell the plan of all that they run. */
export async function shapedDatabaseUrl({ chats, messages, large }: Shape): Promise<string> {
  const numbers = [chats, messages, large].map((number) => `${number}::bigint`);
  return loadedDatabaseUrl(
    `CREATE TEMP TABLE shape AS SELECT * FROM (VALUES (${numbers.join(', ')})) AS s (chats, messages, large)`,
    await readFile(new URL('shape.sql', import.meta.url), 'utf8'),
  );
}

/** A new database that holds what these scripts load, whose connections tell the plan of all that they run. */
export async function loadedDatabaseUrl(...scripts: readonly string[]): Promise<string> {
  const url = await ownDatabaseUrl();
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const script of scripts) await client.query(script);
    await client.query('VACUUM ANALYZE');
    await tellPlans(client);
  } finally {
    await client.end();
  }
  return url;
}

/** From now on, the connections to this database tell the plans of what they run. */
export async function tellPlans(client: pg.Client): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    'auto_explain.log_parameter_max_length': '0',
  };
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  for (const [name, value] of Object.entries(settings))
    await client.query(`ALTER DATABASE ${rows[0]?.name} SET ${name} = '${value}'`);
}
