import { lstat, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/**
 * Where files go that cannot stay in their place. Root's store may hold a whole cluster, so it is not in /tmp or
 * /var/tmp: both are cleaned up by age, and often mounted noexec.
 */
export function defaultStore(): string {
  const uid = process.getuid?.();
  return uid === 0 ? '/var/lib/chat-system-api' : path.join(os.tmpdir(), `chat-system-api-${uid ?? 'user'}`);
}

/** Binaries run from the store, so it must not be a folder that somebody else prepared under our name. */
export async function openStore(store: string): Promise<void> {
  await mkdir(store, { recursive: true, mode: 0o755 });
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const found = await lstat(store);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0)
    throw new EmbeddedPostgresError(`${store} is not a folder that only user ${uid} can write to: remove it.`);
}
