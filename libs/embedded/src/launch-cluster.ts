import { prepareBinaries } from './binaries.js';
import { clusterFolder, ensureCluster } from './cluster.js';
import { claimDirectory } from './directory-claim.js';
import { KeptServer, type Reports } from './kept-server.js';
import { lockCluster } from './lock-cluster.js';
import { stopOrphan } from './orphan.js';
import { clusterPassword } from './password.js';
import { placeCluster } from './placement.js';
import type { ServerOptions } from './server-settings.js';
import { startServer } from './start-server.js';
import type { Patience } from './trouble.js';

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
