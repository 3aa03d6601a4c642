import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commandLine, readSettings } from '#libs/config';
import { failStart } from './fail-start.js';
import { openDatabase } from './resources.js';

const USAGE = `Usage: npm run migrate

Gives the database of DATABASE_URL, or the embedded one, the schema of this version. There are no options but --help.
`;

commandLine(USAGE, () => parseArgs({ options: {} }));
try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const database = await openDatabase(readSettings(process.env));
  await database.stop();
  process.stdout.write('The database has the schema of this version.\n');
} catch (error) {
  failStart(error, 'The database was not migrated.');
}
