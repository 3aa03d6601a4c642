import path from 'node:path';
import { prepareBinaries } from './binaries.js';
import { clusterFolder, ensureCluster } from './cluster.js';
import { claimDirectory } from './directory-claim.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { KeptServer, type Reports } from './kept-server.js';
import { lockCluster } from './lock-cluster.js';
import { findNativePackage } from './native-package.js';
import { stopOrphan } from './orphan.js';
import { clusterPassword } from './password.js';
import { placeCluster } from './placement.js';
import type { ServerOptions } from './server-settings.js';
import { startServer } from './start-server.js';
import { defaultStore } from './store.js';
import type { Patience } from './restart-pauses.js';

export interface EmbeddedPostgres {
  /** With the password: not for logs. */
  readonly url: string;
  /** From now on starts it again, at the same URL, when it ends without being asked to. */
  keepUp(reports: Reports, patience?: Patience): void;
  stop(): Promise<void>;
}

/** Where the binaries come from, and where goes what cannot stay in its place. */
export interface Installation {
  packageRoot: string;
  store: string;
}

/**
 * Starts a PostgreSQL of our own on `directory`, which is created if need be and belongs to one process at a time.
 * It listens on a random port of 127.0.0.1 only. One role can connect, by the password in the URL and in the file
 * `password` of the directory: `chat`, which owns the database `postgres` and is no superuser.
 *
 * throwaway: fsync off etc., for tests. superuser: the role is `postgres`, which may do everything (as it is with
 * throwaway unless given). port: a free one unless given. settings: more `-c name=value`, stronger than our own.
 * Gives up 60 s after starting the server (and the first time, 60 s after starting to create the data). `stop()` takes 45 s at most; a process that ends without it takes the server along.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(directory: string, options: ServerOptions = {}): Promise<EmbeddedPostgres> {
  const asked = path.resolve(directory);
  try {
    return await launchCluster(asked, options, { packageRoot: findNativePackage(), store: defaultStore() });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const sentence = `The embedded PostgreSQL in ${asked} could not be started: ${String(error)}`;
    throw new EmbeddedPostgresError(sentence, { cause: error });
  }
}

export async function launchCluster(
  asked: string,
  options: ServerOptions,
  { packageRoot, store }: Installation,
): Promise<EmbeddedPostgres> {
  const { throwaway, superuser = throwaway ?? false } = options;
  const { directory, account } = await placeCluster(asked, store);
  const bin = await prepareBinaries(packageRoot, store, account);
  const release = await claimDirectory(directory);
  try {
    const command = { bin, cluster: clusterFolder(directory), account };
    await ensureCluster(directory, bin, { account, throwaway });
    await stopOrphan(command.cluster);
    const password = await clusterPassword(directory, account);
    const role = await lockCluster(command, { password, superuser, throwaway });
    const { port, server } = await startServer(command, options, { port: options.port });
    const kept = new KeptServer(
      server,
      async (signal) => (await startServer(command, options, { port, signal })).server,
    );
    let stopping: Promise<void> | undefined;
    return {
      url: `postgres://${role}:${password}@127.0.0.1:${port}/postgres`,
      keepUp: (reports, patience) => kept.keepUp(reports, patience),
      stop: () => (stopping ??= kept.stop().then(release)),
    };
  } catch (error) {
    await release();
    throw error;
  }
}
