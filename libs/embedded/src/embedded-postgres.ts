import path from 'node:path';
import { toEmbeddedPostgresError } from './embedded-postgres-error.js';
import { type EmbeddedPostgres, launchCluster } from './launch-cluster.js';
import { findNativePackage } from './native-package.js';
import type { ServerOptions } from './server-settings.js';
import { defaultStore } from './store.js';

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
    throw toEmbeddedPostgresError(asked, error);
  }
}
