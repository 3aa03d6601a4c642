import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { findFreePort } from './free-port.js';
import { isPassing } from './log-tail.js';
import { type PostgresCommand, PostgresProcess } from './postgres-process.js';
import { type ServerOptions, serverFlags } from './server-settings.js';
import { shutDown } from './shut-down.js';

export interface RunningServer {
  port: number;
  server: PostgresProcess;
}

interface Start {
  /** A free one unless given. */
  port?: number;
  /** Milliseconds until the server must accept connections; 60 s unless given. */
  limit?: number;
  /** Aborts the start. */
  signal?: AbortSignal;
}

export async function startServer(
  command: PostgresCommand,
  options: ServerOptions,
  { port: given, limit = 60_000, signal }: Start = {},
): Promise<RunningServer> {
  const deadline = performance.now() + limit;
  const isTimeLeft = () => performance.now() < deadline && signal?.aborted !== true;
  for (;;) {
    const port = given ?? (await findFreePort());
    const server = await PostgresProcess.spawn(command, serverFlags(port, options));
    if (await isReadyInTime(isTimeLeft, server)) return { port, server };
    if (!server.isGone()) await giveUp(server, limit);
    if (!isPassing(server.log.text) || !isTimeLeft())
      throw new EmbeddedPostgresError(`PostgreSQL did not start (${server.end}). It said:\n${server.log.text}`);
    await delay(100);
  }
}

async function isReadyInTime(isTimeLeft: () => boolean, server: PostgresProcess): Promise<boolean> {
  while (!server.isGone() && isTimeLeft()) {
    if (await server.isReady()) return true;
    await delay(10);
  }
  return false;
}

async function giveUp(server: PostgresProcess, limit: number): Promise<never> {
  await shutDown(server, { fast: 5_000, immediate: 5_000 });
  throw new EmbeddedPostgresError(`PostgreSQL was not ready after ${limit / 1000} s. It said:\n${server.log.text}`);
}
