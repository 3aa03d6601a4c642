import path from 'node:path';
import { developmentSecret, type Settings } from '#libs/config';
import { migrate } from '#libs/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#libs/embedded';
import { startLog } from '#libs/http';

/** An embedded one can be kept up; whoever gives us another one looks after it. */
export type OpenDatabase = Pick<EmbeddedPostgres, 'url' | 'stop'> & Partial<Pick<EmbeddedPostgres, 'keepUp'>>;

/** The database of the settings, or the embedded one; migrated. */
export async function openDatabase(settings: Settings): Promise<OpenDatabase> {
  startLog(settings);
  const { DATABASE_URL, DATA_DIR } = settings;
  const database: OpenDatabase =
    DATABASE_URL === undefined
      ? await startEmbeddedPostgres(path.join(DATA_DIR, 'postgres'))
      : { url: DATABASE_URL, stop: () => Promise.resolve() };
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** In production the settings have refused to be without one. */
export async function signingSecret({ JWT_SECRET, DATA_DIR }: Settings): Promise<string> {
  return JWT_SECRET ?? developmentSecret(DATA_DIR);
}
