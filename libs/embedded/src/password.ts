import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.js';
import { replaceFile } from './owned-file.js';

/** 32 random bytes in base64url: no character is special in SQL or in a URL. */
const wellFormed = /^[\w-]{43}$/;

/** The password of the cluster's role, from a file beside it that only its owner can read; created if missing. */
export async function clusterPassword(directory: string, owner?: Account): Promise<string> {
  const file = path.join(directory, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (wellFormed.test(kept)) return kept;
  const made = randomBytes(32).toString('base64url');
  await replaceFile(file, made, owner);
  return made;
}
