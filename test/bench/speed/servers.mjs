// The three that are measured, each a process, started as in production.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../support/free-port.mjs';
import { start } from '../children.mjs';
import { SECRET } from '../people.mjs';

const OURS = path.join(import.meta.dirname, '../../../dist/apps/api/src/main.js');
/** More for our server, such as `--cpu-prof`. */
const NODE_OPTIONS = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
const POOL_SIZE = 16;

/** Ours as `npm start` starts it. Few people do here what many would, so that nothing is ever too much. */
export function startOurs(databaseUrl, poolSize = POOL_SIZE) {
  const unlimited = ['READ', 'WRITE', 'SEARCH', 'CONNECT', 'REPLY'].map((each) => [`RATE_LIMIT_${each}`, '1000000']);
  return startServer('ours', [...NODE_OPTIONS, '--enable-source-maps', OURS], databaseUrl, poolSize, {
    LOG_LEVEL: 'warn',
    SHUTDOWN_SECONDS: '1',
    STORED_MB_PER_USER_PER_DAY: '1000000',
    ...Object.fromEntries(unlimited),
  });
}

export function startBaseline(name, databaseUrl, poolSize = POOL_SIZE) {
  return startServer(name, [path.join(import.meta.dirname, `servers/${name}.mjs`)], databaseUrl, poolSize);
}

/** @returns its `url`, `pid`, `stop`, and after how many ms it was ready */
async function startServer(name, args, databaseUrl, poolSize, environment = {}) {
  const port = await freePort();
  const began = performance.now();
  const { child, stop } = start(process.execPath, args, {
    NODE_ENV: 'production',
    PORT: port,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: poolSize,
    JWT_SECRET: SECRET,
    ...environment,
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${name} ended`);
    if (performance.now() - began > 60_000) throw new Error(`${name} is not ready after 60 s`);
    await sleep(20);
  }
  return { name, url, pid: child.pid, stop, readyMs: performance.now() - began };
}

function isReady(url) {
  return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
