import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { postgresEnvironment } from './environment.js';

let supported: Promise<boolean> | undefined;

/**
 * Wraps the command so that the kernel signals it when we end, also by kill -9. Linux only. The signal comes when the
 * spawning thread ends: do not start a server from a worker thread that ends before the process. On other systems the
 * next start stops an orphan.
 */
export async function dyingWithUs(
  signal: 'INT' | 'KILL',
  program: string,
  ...args: string[]
): Promise<[string, ...string[]]> {
  supported ??= probe();
  return (await supported) ? ['setpriv', '--pdeathsig', signal, '--', program, ...args] : [program, ...args];
}

/** Tried, not looked up: busybox has a setpriv without this option. */
async function probe(): Promise<boolean> {
  return promisify(execFile)('setpriv', ['--pdeathsig', 'INT', '--', 'setpriv', '--version'], {
    env: postgresEnvironment(),
  }).then(
    () => true,
    () => false,
  );
}
