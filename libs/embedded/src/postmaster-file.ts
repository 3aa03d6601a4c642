import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** `postmaster.pid`, in which PostgreSQL describes the running server of a cluster. */
function postmasterFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(postmasterFile(cluster), 'utf8').catch(() => '')).split('\n');
  // Negative while a single-user server has the cluster.
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * PostgreSQL does not start while the pid in the file is alive, even if it belongs to another program by now; in a
 * container, where pids repeat, that can last indefinitely. The file is not removed: it also names the shared memory by
 * which the new server finds backends of the old one.
 */
export async function disownPid(cluster: string): Promise<void> {
  const [, ...rest] = (await readFile(postmasterFile(cluster), 'utf8')).split('\n');
  const nobodys = 2 ** 31 - 1;
  await writeFile(postmasterFile(cluster), [nobodys, ...rest].join('\n'));
}
