// What the kernel says of a process; Linux only.
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** `getconf CLK_TCK`: 100 wherever Node runs. */
const MS_PER_TICK = 10;

/** Resident memory, in KB. */
export async function residentKb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}

/** The same, after everything that can be collected was; of a process started with `collect-on-signal.mjs`. */
export async function keptKb(pid) {
  for (let time = 0; time < 3; time++) {
    process.kill(pid, 'SIGUSR2');
    await sleep(400);
  }
  return residentKb(pid);
}

/** Processor time that a process has taken since it began, in ms; with `waited`, that of its ended children too. */
export async function cpuMs(pid, { waited = false } = {}) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return 0;
  const [user, system, waitedUser, waitedSystem] = fields(stat).slice(11, 15).map(Number);
  return (user + system + (waited ? waitedUser + waitedSystem : 0)) * MS_PER_TICK;
}

/** A process with all its children, as PostgreSQL is. */
export async function cpuMsOfFamily(parent) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map(async (pid) => ({ pid, stat: await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') })),
  );
  const children = stats.filter(({ stat }) => Number(fields(stat)[1]) === parent);
  const each = await Promise.all(children.map(({ pid }) => cpuMs(pid)));
  return each.reduce((sum, ms) => sum + ms, await cpuMs(parent, { waited: true }));
}

/** Whose child a process is. */
export async function parentOf(pid) {
  return Number(fields(await readFile(`/proc/${pid}/stat`, 'utf8'))[1]);
}

/** Resolves when the process has nothing left to do, or after 30 s. */
export async function quiet(pid) {
  for (let second = 0; second < 30; second++) {
    const before = await cpuMs(pid);
    await sleep(1_000);
    if ((await cpuMs(pid)) - before <= 30) return;
  }
}

/** Node raises its own limit as far as it may. */
export async function openFilesAllowed() {
  const limits = await readFile('/proc/self/limits', 'utf8');
  return Number(/Max open files\s+\d+\s+(\d+)/.exec(limits)?.[1] ?? Infinity);
}

/** From the third on: the second is the program's name, which may hold anything. */
function fields(stat) {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
