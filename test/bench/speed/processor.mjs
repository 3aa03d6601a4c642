// Processor time, in ms: of a server, of PostgreSQL, and of everything on the machine. Linux only, elsewhere NaN.
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { cpuMsOfFamily, parentOf } from '../process-figures.mjs';
import { connected } from './postgres.mjs';

const IS_LINUX = os.platform() === 'linux';
const MS_PER_TICK = 10;

/** The pid of the PostgreSQL behind a URL, or undefined where it cannot be seen from here. */
export async function findPostmaster(url) {
  if (!IS_LINUX) return undefined;
  return connected(url, async (client) => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    return parentOf(rows[0].pid).catch(() => undefined);
  });
}

export function cpuOf(pid) {
  return IS_LINUX && pid !== undefined ? cpuMsOfFamily(pid) : NaN;
}

/** Of all processes together. */
export async function cpuOfMachine() {
  if (!IS_LINUX) return NaN;
  const [, ...times] = (await readFile('/proc/stat', 'utf8')).split('\n')[0].trim().split(/\s+/).map(Number);
  const [user, nice, system, , , irq, softirq] = times;
  return (user + nice + system + irq + softirq) * MS_PER_TICK;
}
