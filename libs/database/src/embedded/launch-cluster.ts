import { prepareBinaries } from './binaries.js';
import { clusterFolder, ensureCluster } from './cluster.js';
import { claimDirectory } from './directory-claim.js';
import { stopOrphan } from './orphan.js';
import { placeCluster } from './placement.js';
import type { ServerOptions } from './server-settings.js';
import { shutDown } from './shut-down.js';
import { startServer } from './start-server.js';

export interface EmbeddedPostgres {
  readonly url: string;
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
  const { directory, account } = await placeCluster(asked, store);
  const bin = await prepareBinaries(packageRoot, store, account);
  const release = await claimDirectory(directory);
  try {
    const cluster = clusterFolder(directory);
    await ensureCluster(directory, bin, { account, throwaway: options.throwaway });
    await stopOrphan(cluster);
    const { port, server } = await startServer({ bin, cluster, account }, options);
    let stopping: Promise<void> | undefined;
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      stop: () => (stopping ??= shutDown(server).then(release)),
    };
  } catch (error) {
    await release();
    throw error;
  }
}
