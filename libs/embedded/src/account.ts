import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The user that the server runs as, when it is not ours. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as another user. */
export async function getServiceAccount(): Promise<Account> {
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const named = (name: string) => entries.find((fields) => fields[0] === name);
  const entry = named('postgres') ?? named('nobody');
  if (!entry)
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and there is neither a user "postgres" nor a user "nobody" to run it as: ' +
        'start this program as another user, or set DATABASE_URL.',
    );
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** The account that a file belongs to; undefined where there is no such file or it is root's. */
export async function findOwner(file: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(file).catch(() => ({ uid: 0, gid: 0 }));
  return uid === 0 ? undefined : { uid, gid };
}

/** Whether the account may enter every folder down to `target`, and enter or execute that. */
export async function canReach(account: Account, target: string): Promise<boolean> {
  for (let step = await realpath(target); ; step = path.dirname(step)) {
    if (!(await mayPass(account, step))) return false;
    if (step === path.dirname(step)) return true;
  }
}

async function mayPass(account: Account, step: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(step);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
