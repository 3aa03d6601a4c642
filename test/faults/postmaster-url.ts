import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the server of a cluster listens, out of its `postmaster.pid` (its fourth line is the port). */
export async function postmasterUrl(cluster: string): Promise<string> {
  const [, , , port] = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}
