import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Account, canReach } from './account.js';
import { linkLibraries } from './library-links.js';
import { openStore } from './store.js';

/** The folder with `initdb` and `postgres`, which the account can run. */
export async function prepareBinaries(packageRoot: string, store: string, account?: Account): Promise<string> {
  const inPlace = path.join(packageRoot, 'native', 'bin');
  const reachable = !account || (await canReach(account, path.join(inPlace, 'postgres')));
  if (reachable && (await linkLibraries(packageRoot))) return inPlace;
  return path.join(await copyPackage(packageRoot, store), 'native', 'bin');
}

async function copyPackage(packageRoot: string, store: string): Promise<string> {
  const copy = path.join(store, await packageId(packageRoot));
  if (existsSync(copy)) return copy;
  await openStore(store);
  // Copied beside its place, then renamed: an incomplete copy is never used.
  const draft = await mkdtemp(`${copy}-`);
  try {
    await cp(packageRoot, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await linkLibraries(draft);
    await rename(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

async function packageId(packageRoot: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(packageRoot, 'package.json'), 'utf8')) as Record<string, string>;
  return `${path.basename(manifest.name ?? packageRoot)}-${manifest.version}`;
}

/** A copy inherits modes: of npm run with umask 077, or of an installation made read-only, which would take no links. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    else if (entry.isFile()) await chmod(file, (await lstat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}
