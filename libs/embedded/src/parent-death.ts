import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { postgresEnvironment } from './environment.js';

let supported: Promise<boolean> | undefined;

/**
 * The command, such that the kernel sends it the signal when we are gone, kill -9 included. Linux only, and strictly
 * when the thread that spawned it ends: do not start a server from a worker thread that ends before the process.
 * Elsewhere the next start stops what was left running.
 */
export async function dyingWithUs(
  signal: 'INT' | 'KILL',
  program: string,
  ...args: string[]
): Promise<[string, ...string[]]> {
  supported ??= probe();
  return (await supported) ? ['setpriv', '--pdeathsig', signal, '--', program, ...args] : [program, ...args];
}

/** Asked rather than looked up: busybox has a setpriv without this option. */
async function probe(): Promise<boolean> {
  return promisify(execFile)('setpriv', ['--pdeathsig', 'INT', '--', 'setpriv', '--version'], {
    env: postgresEnvironment(),
  }).then(
    () => true,
    () => false,
  );
}
