import { disownPid, readPostmaster } from './postmaster-file.js';
import { findProcess } from './process-table.js';
import { shutDown } from './shut-down.js';

/**
 * Stops a server that outlived its parent. Only for the holder of the directory's claim, for which every running server
 * is an orphan.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const { pid } = (await readPostmaster(cluster)) ?? {};
  const found = pid === undefined ? undefined : await findProcess(pid);
  if (pid === undefined || found === undefined) return;
  if (found.command && !found.command.includes(`-D ${cluster} `)) return disownPid(cluster);
  await shutDown({
    kill: (signal) => signalIfThere(pid, signal),
    isGone: async () => (await findProcess(pid))?.mark !== found.mark,
  });
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
