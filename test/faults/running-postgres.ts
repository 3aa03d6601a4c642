import { expect } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findProcess } from '../../libs/database/src/embedded/process-table.js';

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
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

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${String(condition)}`);
    await delay(5);
  }
}
