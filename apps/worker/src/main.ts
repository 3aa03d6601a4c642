import { existsSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { Bus, BusKeys, wireOf } from '#libs/bus';
import { readSettings, SettingsError } from '#libs/config';
import { migrate } from '#libs/database';
import { PinoLogger, startLog } from '#libs/http';
import { ChatChanges } from '#libs/chat';
import { StoredBytes } from '#libs/limits';
import { WorkerModule } from './worker.module.js';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // It gives no tokens and takes none.
  const settings = readSettings({ JWT_SECRET: '-'.repeat(32), ...process.env });
  const { DATABASE_URL: databaseUrl } = settings;
  if (databaseUrl === undefined)
    throw new SettingsError('A worker works beside servers on one database: set DATABASE_URL.');
  const logger = startLog(settings);
  await migrate(databaseUrl);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings, databaseUrl), {
    logger: new PinoLogger(logger),
    abortOnError: false,
  });
  app.get(ChatChanges).limitChats(settings.CHATS_PER_TRANSACTION);
  app.get(StoredBytes).limit(settings.STORED_MB_PER_USER_PER_DAY);
  await app.get(Bus).connect(await wireOf(settings, databaseUrl), () => app.get(BusKeys).load());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  logger.info('the worker is ready');
} catch (error) {
  const reason = error instanceof Error && !(error instanceof SettingsError) ? error.stack : undefined;
  process.stderr.write(`The worker does not start.\n${reason ?? (error as Error).message}\n`);
  process.exit(1);
}
