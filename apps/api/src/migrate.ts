import { existsSync } from 'node:fs';
import { readSettings } from '#libs/config';
import { failStart } from './fail-start.js';
import { openDatabase } from './resources.js';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const database = await openDatabase(readSettings(process.env));
  await database.stop();
  process.stdout.write('The database has the schema of this version.\n');
} catch (error) {
  failStart(error);
}
