import { open, rename, rm } from 'node:fs/promises';
import type { Account } from './account.js';

/**
 * Replaces a file with one that only its owner can read, completely or not at all. It never writes through a link: as
 * root we write in a folder of another account.
 */
export async function replaceFile(file: string, text: string, owner?: Account): Promise<void> {
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    if (owner) await handle.chown(owner.uid, owner.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
