import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { postgresEnvironment } from './environment.js';
import { isPassing } from './log-tail.js';
import { dyingWithUs } from './parent-death.js';
import type { PostgresCommand } from './postgres-process.js';
import { ownSettings, toFlags } from './server-settings.js';

const LIMIT_MS = 60_000;

/**
 * Runs statements as the superuser in single-user mode, over a pipe: this needs no password, and nobody else can
 * connect meanwhile. It takes 0.1 s, or as long as crash recovery.
 */
export async function runSingleUser(
  command: PostgresCommand,
  statements: readonly string[],
  { throwaway }: { throwaway?: boolean },
): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const failure = await attempt(command, statements, throwaway);
    if (failure === undefined) return;
    if (!isPassing(failure) || performance.now() > deadline)
      throw new EmbeddedPostgresError(`PostgreSQL could not prepare ${command.cluster}. It said:\n${failure}`);
    await delay(100);
  }
}

async function attempt(
  { bin, cluster, account }: PostgresCommand,
  statements: readonly string[],
  throwaway?: boolean,
): Promise<string | undefined> {
  const flags = toFlags({
    ...ownSettings(throwaway),
    exit_on_error: 'on',
    password_encryption: 'scram-sha-256',
    // A statement that fails is not repeated in the log: one has the password.
    log_min_error_statement: 'panic',
  });
  const postgres = path.join(bin, 'postgres');
  // -j: a statement ends with a semicolon and an empty line.
  const [file, ...args] = await dyingWithUs('KILL', postgres, '--single', '-D', cluster, ...flags, '-j', 'postgres');
  const running = promisify(execFile)(file, args, {
    ...account,
    cwd: cluster,
    env: postgresEnvironment(),
    timeout: LIMIT_MS,
  });
  // A process that ended early closes the pipe; its exit tells why.
  running.child.stdin?.on('error', () => undefined).end(statements.map((one) => `${one};\n\n`).join(''));
  try {
    await running;
    return undefined;
  } catch (error) {
    const { stderr, message, killed } = error as { stderr?: string; message: string; killed?: boolean };
    return (killed ? `It did not end within ${LIMIT_MS / 1000} s\n` : '') + (stderr || message);
  }
}
