import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Account, canReach, findOwner, getServiceAccount } from './account.js';
import { clusterFolder } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { openStore } from './store.js';

/** The folder that holds the data, and the user that the server runs as (undefined: ours). */
export interface Placement {
  directory: string;
  account?: Account;
}

export async function placeCluster(asked: string, store: string): Promise<Placement> {
  await mkdir(asked, { recursive: true });
  const directory = await realpath(asked);
  if (process.getuid?.() === 0) return placeForRoot(directory, store);
  await refuseForeignCluster(directory);
  return { directory };
}

async function refuseForeignCluster(directory: string): Promise<void> {
  const cluster = await stat(clusterFolder(directory)).catch(() => null);
  if (cluster && process.getuid && cluster.uid !== process.getuid())
    throw new EmbeddedPostgresError(
      `The data in ${directory} belong to user ${cluster.uid}: start this program as that user, or as root, ` +
        'or choose another folder.',
    );
}

async function placeForRoot(directory: string, store: string): Promise<Placement> {
  const moved = movedFolder(directory, store);
  const cluster = clusterFolder(directory);
  // A moved cluster stays where it is: if its first parent becomes accessible later, the data must not seem lost.
  if (!existsSync(cluster) && existsSync(clusterFolder(moved))) return move(directory, moved, store);

  // A user who created the cluster without root must still be able to use it after one start with sudo.
  const account = (await findOwner(cluster)) ?? (await getServiceAccount());
  if (await canReach(account, path.dirname(directory))) return handOver(directory, account);
  if (existsSync(cluster))
    throw new EmbeddedPostgresError(
      `PostgreSQL runs as user ${account.uid}, who may not enter ${path.dirname(directory)}: ` +
        'make that folder and those above it executable for all (chmod a+x).',
    );
  return move(directory, moved, store);
}

/** Where the data go that PostgreSQL could not reach in their place. */
export function movedFolder(directory: string, store: string): string {
  return path.join(store, `${path.basename(directory)}-${fingerprint(directory)}`);
}

async function move(directory: string, moved: string, store: string): Promise<Placement> {
  process.emitWarning(`The data for ${directory} are in ${moved}: the user that PostgreSQL runs as can enter it.`);
  await openStore(store);
  await mkdir(moved, { recursive: true });
  return handOver(moved, (await findOwner(clusterFolder(moved))) ?? (await getServiceAccount()));
}

async function handOver(directory: string, account: Account): Promise<Placement> {
  if (!(await canReach(account, directory))) await chown(directory, account.uid, account.gid);
  return { directory, account };
}

function fingerprint(directory: string): string {
  return createHash('sha256').update(directory).digest('hex').slice(0, 16);
}
