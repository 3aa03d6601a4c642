import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { clusterFolder } from './cluster.js';
import { isClaimed } from './directory-claim.js';
import { OWNER } from './lock-cluster.js';
import { movedFolder } from './placement.js';
import { readPostmaster } from './postmaster-file.js';
import { defaultStore } from './store.js';

/**
 * The URL of the embedded PostgreSQL that another process has started on `directory` and that accepts connections, for
 * programs that read its data meanwhile. It holds the password: keep it out of logs.
 */
export async function findRunningPostgres(directory: string): Promise<string | undefined> {
  const asked = await realpath(directory).catch(() => undefined);
  if (asked === undefined) return undefined;
  const folder = [asked, movedFolder(asked, defaultStore())].find((one) => existsSync(clusterFolder(one)));
  if (folder === undefined || !(await isClaimed(folder))) return undefined;
  const postmaster = await readPostmaster(clusterFolder(folder));
  if (postmaster?.ready !== true) return undefined;
  const password = await readFile(path.join(folder, 'password'), 'utf8');
  return `postgres://${OWNER}:${password}@127.0.0.1:${postmaster.port}/postgres`;
}
