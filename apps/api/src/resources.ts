import path from 'node:path';
import { developmentSecret, type Settings } from '#libs/config';
import { migrate, startEmbeddedPostgres } from '#libs/database';

export interface OpenDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** The database of the settings, or the embedded one; migrated. */
export async function openDatabase(settings: Settings): Promise<OpenDatabase> {
  const { DATABASE_URL, DATA_DIR } = settings;
  const database =
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
