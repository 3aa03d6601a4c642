import path from 'node:path';
import { replaceFile } from './owned-file.js';
import type { PostgresCommand } from './postgres-process.js';
import { runSingleUser } from './single-user.js';

/** Owns the database and everything in it, and may do nothing outside of it. */
export const OWNER = 'chat';
/** What initdb made. */
const SUPERUSER = 'postgres';

interface Lock {
  password: string;
  superuser: boolean;
  throwaway?: boolean;
}

/**
 * Makes one role, with a password, the only way into the cluster, also when an earlier version let everybody in as
 * superuser. It runs at every start: it costs little and repairs what was changed or lost.
 * @returns the name of the role
 */
export async function lockCluster(
  command: PostgresCommand,
  { password, superuser, throwaway }: Lock,
): Promise<typeof OWNER | typeof SUPERUSER> {
  const statements = superuser
    ? [`ALTER ROLE ${SUPERUSER} PASSWORD '${password}'`]
    : [...makeOwner(password), giveRelations, `ALTER ROLE ${SUPERUSER} PASSWORD NULL`];
  await runSingleUser(command, statements, { throwaway });
  const rule = `host ${superuser ? 'all all' : `postgres ${OWNER}`} 127.0.0.1/32 scram-sha-256`;
  const file = path.join(command.cluster, 'pg_hba.conf');
  await replaceFile(file, `# The service writes this file at every start.\n${rule}\n`, command.account);
  return superuser ? SUPERUSER : OWNER;
}

function makeOwner(password: string): string[] {
  return [
    `DO $$ BEGIN IF to_regrole('${OWNER}') IS NULL THEN CREATE ROLE ${OWNER}; END IF; END $$`,
    `ALTER ROLE ${OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${password}'`,
    `ALTER DATABASE postgres OWNER TO ${OWNER}`,
  ];
}

/**
 * Gives `chat` the tables that earlier versions created as the superuser. A sequence of a column goes with its table.
 */
const giveRelations = `
DO $$ DECLARE relation regclass; BEGIN
  FOR relation IN
    SELECT oid::regclass FROM pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S') AND relowner <> '${OWNER}'::regrole
      AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i'))
      )
  LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${OWNER}', relation); END LOOP;
END $$`.trim();
