import path from 'node:path';
import { developmentSecret, type Settings } from '#libs/config';
import { migrate } from '#libs/database';
import { type EmbeddedPostgres, findRunningPostgres, startEmbeddedPostgres } from '#libs/embedded';
import { startLog } from '#libs/http';

/** An embedded one can be kept up; the operator looks after one that is named by DATABASE_URL. */
export type OpenDatabase = Pick<EmbeddedPostgres, 'url' | 'stop'> & Partial<Pick<EmbeddedPostgres, 'keepUp'>>;

/** The database of the settings, or the embedded one; migrated. */
export function openDatabase(settings: Settings): Promise<OpenDatabase> {
  startLog(settings);
  return migrated(settings.DATABASE_URL, embeddedFolder(settings));
}

/** The same; an embedded one that a server has started already is used beside it. */
export async function shareDatabase(settings: Settings): Promise<OpenDatabase> {
  const folder = embeddedFolder(settings);
  return migrated(settings.DATABASE_URL ?? (await findRunningPostgres(folder)), folder);
}

function embeddedFolder({ DATA_DIR }: Settings): string {
  return path.join(DATA_DIR, 'postgres');
}

async function migrated(url: string | undefined, folder: string): Promise<OpenDatabase> {
  const database: OpenDatabase =
    url === undefined ? await startEmbeddedPostgres(folder) : { url, stop: () => Promise.resolve() };
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** In production only the settings give it, and they demand it or the keys of an issuer. */
export async function signingSecret({ JWT_SECRET, DATA_DIR, isProduction }: Settings): Promise<string | undefined> {
  return JWT_SECRET ?? (isProduction ? undefined : developmentSecret(DATA_DIR));
}
