import { lstat, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/**
 * Where files go that cannot stay where they are. Root's may be a whole cluster, so not /tmp or /var/tmp: both are
 * emptied by age, and often mounted noexec.
 */
export function defaultStore(): string {
  const uid = process.getuid?.();
  return uid === 0 ? '/var/lib/chat-system-api' : path.join(os.tmpdir(), `chat-system-api-${uid ?? 'user'}`);
}

/** Binaries are run out of the store: one that somebody else prepared under our well-known name must not be trusted. */
export async function openStore(store: string): Promise<void> {
  await mkdir(store, { recursive: true, mode: 0o755 });
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const found = await lstat(store);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0)
    throw new EmbeddedPostgresError(`${store} is not a folder that only user ${uid} can write to: remove it.`);
}
