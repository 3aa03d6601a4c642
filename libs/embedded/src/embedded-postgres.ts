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
  /** From now on restarts the server, at the same URL, when it ends unasked. */
  keepUp(reports: Reports, patience?: Patience): void;
  stop(): Promise<void>;
}

/** Where the binaries are, and where files go that cannot stay in their place. */
export interface Installation {
  packageRoot: string;
  store: string;
}

/**
 * Starts our own PostgreSQL on `directory`, which is created if needed and belongs to one process at a time. It listens
 * on a random port of 127.0.0.1 only. One role can connect, with the password in the URL, which is also in the file
 * `password` of the directory: `chat`, which owns the database `postgres` and is no superuser.
 *
 * throwaway: without fsync, for tests. superuser: the role is `postgres`, which may do everything (the default with
 * throwaway). port: a free one by default. settings: further `-c name=value`, which override ours. Gives up 60 s after
 * the server was started (and, the first time, 60 s after initdb was started). `stop()` takes 45 s at most; a process
 * that ends without it takes the server with it.
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
