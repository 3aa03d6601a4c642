import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { postgresEnvironment } from './environment.js';

/** `mark` distinguishes a process from a later one with the same pid. Both are empty where the system does not tell. */
export interface RunningProcess {
  mark: string;
  command: string;
}

export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  if (!exists(pid)) return undefined;
  return process.platform === 'linux' ? readProc(pid) : askPs(pid);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Not `ps` here: slim container images have none. */
async function readProc(pid: number): Promise<RunningProcess | undefined> {
  const read = (file: string) => readFile(`/proc/${file}`, 'utf8').catch(() => '');
  const stat = await read(`${pid}/stat`);
  if (!stat) return exists(pid) ? { mark: '', command: '' } : undefined;
  // The name before the last ')' may hold spaces. proc_pid_stat(5): what follows are fields 3 (state), …, 22 (start).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (isDead(fields[0])) return undefined;
  // The start counts from boot, and after a reboot a service may well get its pid at the same tick again.
  const boot = (await read('sys/kernel/random/boot_id')).slice(0, 8);
  return { mark: `${fields[19]}-${boot}`, command: (await read(`${pid}/cmdline`)).replaceAll('\0', ' ') };
}

async function askPs(pid: number): Promise<RunningProcess | undefined> {
  const columns = ['-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)];
  const asked = await promisify(execFile)('ps', columns, { env: postgresEnvironment() }).catch(() => null);
  const [, state, start, command] = /^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/m.exec(asked?.stdout ?? '') ?? [];
  if (!start) return exists(pid) ? { mark: '', command: '' } : undefined;
  return isDead(state) ? undefined : { mark: start.replaceAll(/\W+/g, ''), command: command ?? '' };
}

/** A killed process keeps its pid until its parent collects it (containers without an init never do). */
function isDead(state = ''): boolean {
  return /^[ZX]/.test(state);
}
