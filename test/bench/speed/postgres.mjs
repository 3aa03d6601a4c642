// The PostgreSQL that is measured: one that is given, by a superuser's URL in BENCH_DATABASE_URL, or else one of our
// own whose data are kept in the folder BENCH_DATA, data/bench by default. Its commits are on disk when it says so.
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../dist/libs/embedded/src/index.js';
import { stopLater } from '../children.mjs';

const PROJECT = path.join(import.meta.dirname, '../../..');
const MB = 1024 * 1024;

/** @returns the URL of any database of it */
export async function openPostgres({ throwaway } = {}) {
  const given = process.env.BENCH_DATABASE_URL;
  if (given !== undefined && throwaway === undefined) return given;
  const folder = throwaway ?? path.resolve(PROJECT, process.env.BENCH_DATA ?? 'data/bench');
  const postgres = await startEmbeddedPostgres(folder, { superuser: true, settings: settings() });
  stopLater(() => postgres.stop());
  return postgres.url;
}

/** Everything fits into memory, as far as there is some, and nothing happens in between that a round would pay for. */
function settings() {
  const shared = Math.min(4096, Math.max(128, Math.floor(os.totalmem() / MB / 6)));
  return {
    max_connections: '200',
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${shared * 3}MB`,
    maintenance_work_mem: `${Math.min(1024, shared)}MB`,
    work_mem: '16MB',
    max_wal_size: '8GB',
    checkpoint_timeout: '30min',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
  };
}

export function inDatabase(url, name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs `work` with a connection, and closes it. */
export async function connected(url, work) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Durable commits on all sides, or the figures mean nothing. */
export async function refuseUnlessDurable(url) {
  await connected(url, async (client) => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await client.query(`SELECT current_setting($1) AS value`, [setting]);
      if (rows[0].value !== 'on') throw new Error(`${setting} is ${rows[0].value} in this PostgreSQL: it must be on`);
    }
  });
}

/** Reads everything into memory, as it is after a while in production: no round pays for being the first. */
export async function warm(url) {
  await connected(url, async (client) => {
    const isThere = await client.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm').then(
      () => true,
      () => false,
    );
    if (isThere)
      await client.query(
        `SELECT sum(pg_prewarm(oid)) FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace`,
      );
    await client.query('CHECKPOINT');
  });
}
