import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The HS256 secret of a development installation, kept in the data folder (mode 0600) and made on first use.
 * Processes that start at once all get the secret of the first.
 */
export async function developmentSecret(dataDirectory: string): Promise<string> {
  const file = path.join(dataDirectory, 'jwt-secret');
  const existing = await readSecret(file);
  if (existing !== undefined) return existing;
  await mkdir(dataDirectory, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // link() fails where the name is taken, so a reader never meets a half-written or a replaced secret.
  await link(draft, file).catch(ignoreExisting);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}

async function readSecret(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
