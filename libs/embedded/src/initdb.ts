import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { postgresEnvironment } from './environment.js';
import { dyingWithUs } from './parent-death.js';

/**
 * lower(), ILIKE and sorting come from PostgreSQL's built-in C.UTF-8: its own Unicode tables, the same on every system
 * and after every upgrade of it, so that no index goes stale. But pg_trgm (18) still asks the C library, by LC_CTYPE,
 * what a letter is, and under plain "C" it finds no trigrams in 'привет' or '你好世界'. Hence the first of these that
 * the machine has: glibc >= 2.35, and Debian's and Red Hat's before, always have C.UTF-8, macOS has the next two.
 * With the last one, searches still find everything, but read the whole table.
 */
const ctypes = ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C'];

export async function initialise(
  folder: string,
  bin: string,
  options: { account?: Account; throwaway?: boolean },
  candidates = ctypes,
): Promise<void> {
  for (const ctype of candidates) {
    const failure = await runInitdb(folder, bin, ctype, options);
    if (failure === undefined) return;
    if (!failure.includes('invalid locale name'))
      throw new EmbeddedPostgresError(`PostgreSQL could not create a database in ${folder}:\n${failure}`);
  }
  throw new EmbeddedPostgresError(`This machine has none of the locales ${candidates.join(', ')}.`);
}

async function runInitdb(
  folder: string,
  bin: string,
  ctype: string,
  { account, throwaway }: { account?: Account; throwaway?: boolean },
): Promise<string | undefined> {
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`];
  const flags = [
    '--username=postgres',
    // Who may connect is decided at each start.
    '--auth=reject',
    '--encoding=UTF8',
    ...locale,
    ...(throwaway ? ['--no-sync'] : []),
  ];
  const [command, ...args] = await dyingWithUs('KILL', path.join(bin, 'initdb'), `--pgdata=${folder}`, ...flags);
  try {
    await promisify(execFile)(command, args, { ...account, cwd: folder, env: postgresEnvironment(), timeout: 60_000 });
    return undefined;
  } catch (error) {
    const { stderr, message, killed } = error as { stderr?: string; message: string; killed?: boolean };
    return (killed ? 'initdb did not end within 60 s\n' : '') + (stderr || message);
  }
}
