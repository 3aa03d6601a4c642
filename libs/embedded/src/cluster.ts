import { existsSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.js';
import { initialise } from './initdb.js';

const draftPrefix = 'initdb-';

/**
 * The cluster is a folder inside the directory. The directory may be a mount point, which cannot be renamed, and it
 * also holds our own files, so there is one place to delete.
 */
export function clusterFolder(directory: string): string {
  return path.join(directory, 'cluster');
}

/** Creates the cluster beside its place and renames it when it is complete, so an incomplete one never starts. */
export async function ensureCluster(
  directory: string,
  bin: string,
  options: { account?: Account; throwaway?: boolean },
): Promise<void> {
  await removeDrafts(directory);
  if (existsSync(clusterFolder(directory))) return;
  // Under a new name each time: an initdb that outlived its parent may still be writing to the last one.
  const draft = await mkdtemp(path.join(directory, draftPrefix));
  if (options.account) await chown(draft, options.account.uid, options.account.gid);
  await initialise(draft, bin, options);
  await rename(draft, clusterFolder(directory));
  if (!options.throwaway) await sync(directory);
}

async function removeDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (name.startsWith(draftPrefix))
      // A draft that cannot be removed must not prevent the start.
      await rm(path.join(directory, name), { recursive: true, force: true }).catch(() => undefined);
}

/** initdb syncs the cluster's files; the rename must be synced by us. */
async function sync(directory: string): Promise<void> {
  // Windows cannot open a folder, and its file systems journal a rename anyway.
  if (process.platform === 'win32') return;
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
