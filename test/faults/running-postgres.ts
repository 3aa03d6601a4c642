import { expect } from '@jest/globals';
import { Client } from 'pg';
import { findProcess } from '../../libs/embedded/src/process-table.js';
import { until } from '../support/until.js';

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  // What breaks it fails the query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function getPostmaster(url: string): Promise<number> {
  const [row] = await query(url, `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`);
  return row?.pid as number;
}

/** SIGKILL to the server and all its helpers: what the kernel's out-of-memory killer and `docker kill` do. */
export async function killPostgres(url: string): Promise<void> {
  const helpers = await query(url, 'select pid from pg_stat_activity where pid <> pg_backend_pid()');
  const pids = [await getPostmaster(url), ...helpers.map((row) => row.pid as number)];
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  for (const pid of pids) await until(async () => !(await findProcess(pid)));
}

export async function commit(url: string): Promise<void> {
  await query(url, `create table kept as select 'before the fault' as said`);
}

export async function expectCommitted(url: string): Promise<void> {
  expect(await query(url, 'select said from kept')).toEqual([{ said: 'before the fault' }]);
}
