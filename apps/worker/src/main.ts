import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { commandLine, readSettings, SettingsError } from '#libs/config';
import { migrate } from '#libs/database';
import { PinoLogger, startLog } from '#libs/http';
import { WorkerModule } from './worker.module.js';

const USAGE = `Usage: DATABASE_URL=postgresql://… npm run worker

Writes replies and reads files beside servers with WORKER=off. There are no options but --help; settings come from the
environment or a file .env, and npm start -- --help lists them.
`;

commandLine(USAGE, () => parseArgs({ options: {} }));
try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // It gives no tokens and takes none.
  const settings = readSettings({ ...process.env, JWT_SECRET: '-'.repeat(32) });
  const { DATABASE_URL } = settings;
  if (DATABASE_URL === undefined)
    throw new SettingsError('A worker works beside servers on one database: set DATABASE_URL.');
  const logger = startLog(settings);
  await migrate(DATABASE_URL);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot({ ...settings, DATABASE_URL }), {
    logger: new PinoLogger(logger),
    abortOnError: false,
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  logger.info('the worker is ready');
} catch (error) {
  const reason = error instanceof Error && !(error instanceof SettingsError) ? error.stack : undefined;
  process.stderr.write(`The worker does not start.\n${reason ?? (error as Error).message}\n`);
  process.exit(1);
}
