// Servers, and what they stand on: each a process of its own.
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/libs/embedded/src/index.js';
import { freePort } from '../support/free-port.mjs';
import { start, stopLater } from './children.mjs';
import { SECRET } from './people.mjs';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');
const COLLECT = ['--expose-gc', '--import', path.join(import.meta.dirname, 'collect-on-signal.mjs')];
/** More for the measured servers, such as `--cpu-prof`. */
const NODE_OPTIONS = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];

/** A PostgreSQL whose commits are on disk when it says so; its data go when everything stops. */
export async function startPostgres() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-bench-'));
  await chmod(folder, 0o755);
  const remove = () => rm(folder, { recursive: true, force: true });
  const postgres = await startEmbeddedPostgres(folder, { superuser: true, settings: { max_connections: '200' } }).catch(
    async (error) => {
      await remove();
      throw error;
    },
  );
  stopLater(() => postgres.stop().finally(remove));
  return { url: postgres.url };
}

/** What autovacuum does within a minute or two: until then statements are planned for empty tables. */
export async function analyze(databaseUrl) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

/** Our server, as an operator runs it; `main` is its program, perhaps of another build. */
export function startServer(databaseUrl, environment = {}, main = MAIN) {
  return startNode(main, {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    JWT_SECRET: SECRET,
    SHUTDOWN_SECONDS: '1',
    // Few people do here what many would: counted as for an operator, and never too much.
    ...Object.fromEntries(
      ['READ', 'WRITE', 'SEARCH', 'CONNECT', 'REPLY'].map((each) => [`RATE_LIMIT_${each}`, '1000000']),
    ),
    STORED_MB_PER_USER_PER_DAY: '1000000',
    ...environment,
  });
}

/** A baseline of this folder. */
export function startBare(file, environment = {}) {
  return startNode(path.join(import.meta.dirname, file), {
    NODE_ENV: 'production',
    JWT_SECRET: SECRET,
    ...environment,
  });
}

async function startNode(file, environment) {
  const port = await freePort();
  const { child, stop } = start(process.execPath, [...NODE_OPTIONS, ...COLLECT, file], { PORT: port, ...environment });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${path.basename(file)} ended`);
    await sleep(50);
  }
  return { url, pid: child.pid, stop };
}

/** A Redis of our own on the loopback, or undefined when there is none to be started. */
export async function startRedis() {
  const port = await freePort();
  const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const { child } = start('redis-server', args.map(String));
  const isThere = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  return isThere ? { url: `redis://127.0.0.1:${port}` } : undefined;
}

function isReady(url) {
  return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
