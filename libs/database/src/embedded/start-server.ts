import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { findFreePort } from './free-port.js';
import { type PostgresCommand, PostgresProcess } from './postgres-process.js';
import { type ServerOptions, serverFlags } from './server-settings.js';
import { shutDown } from './shut-down.js';

/** Another program took the port first, or backends of a killed server have not noticed yet. */
const passing = /Address already in use|pre-existing shared memory block|lock file ".*" already exists/;

export interface RunningServer {
  port: number;
  server: PostgresProcess;
}

/** limit: milliseconds until the server must accept connections. */
export async function startServer(
  command: PostgresCommand,
  options: ServerOptions,
  limit = 60_000,
): Promise<RunningServer> {
  const deadline = performance.now() + limit;
  for (;;) {
    const port = await findFreePort();
    const server = await PostgresProcess.spawn(command, serverFlags(port, options));
    if (await isReadyBefore(deadline, server)) return { port, server };
    if (!server.isGone()) await giveUp(server, limit);
    if (!passing.test(server.log) || performance.now() > deadline)
      throw new EmbeddedPostgresError(`PostgreSQL did not start (${server.end}). It said:\n${server.log}`);
    await delay(100);
  }
}

async function isReadyBefore(deadline: number, server: PostgresProcess): Promise<boolean> {
  while (!server.isGone() && performance.now() < deadline) {
    if (await server.isReady()) return true;
    await delay(10);
  }
  return false;
}

async function giveUp(server: PostgresProcess, limit: number): Promise<never> {
  await shutDown(server, { fast: 5_000, immediate: 5_000 });
  throw new EmbeddedPostgresError(`PostgreSQL was not ready after ${limit / 1000} s. It said:\n${server.log}`);
}
