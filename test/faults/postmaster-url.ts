import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The service's own way to the server of a cluster: `postmaster.pid` has the port in its fourth line. */
export async function postmasterUrl(cluster: string): Promise<string> {
  const [, , , port] = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  const password = await readFile(path.join(cluster, '../password'), 'utf8');
  return `postgres://chat:${password}@127.0.0.1:${port}/postgres`;
}
