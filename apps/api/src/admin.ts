import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { readSettings } from '#libs/config';
import { PinoLogger, startLog } from '#libs/http';
import { AdminModule } from './admin/admin.module.js';
import { Refused, type Run } from './admin/command.js';
import { COMMANDS, usage } from './admin/commands.js';
import { reasonOf } from './fail-start.js';
import { shareDatabase } from './resources.js';

const DONE = 0;
const FAILED = 1;
const WRONGLY_CALLED = 2;

process.exit(await main(process.argv.slice(2)));

async function main(given: readonly string[]): Promise<number> {
  const wanted = wantedOf(given);
  if (wanted === 'help') process.stdout.write(usage());
  if (wanted === undefined) process.stderr.write(`This is not understood.\n\n${usage()}`);
  if (wanted === undefined || wanted === 'help') return wanted === undefined ? WRONGLY_CALLED : DONE;
  try {
    process.stdout.write(`${await run(wanted)}\n`);
    return DONE;
  } catch (error) {
    const isRefused = error instanceof Refused;
    process.stderr.write(
      isRefused ? `${error.message}\n` : `Nothing is certain to have been done.\n${reasonOf(error)}\n`,
    );
    return FAILED;
  }
}

/** Undefined for what is not understood. */
function wantedOf(given: readonly string[]): Run | 'help' | undefined {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true });
    const [name = '', ...rest] = positionals;
    return values.help === true ? 'help' : COMMANDS.get(name)?.prepare(rest);
  } catch {
    return undefined;
  }
}

async function run(command: Run): Promise<string> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // It gives no tokens and takes none; what it has to say goes to standard output, and the log beside it.
  const settings = readSettings({ ...process.env, JWT_SECRET: '-'.repeat(32) });
  const logger = startLog({ ...settings, LOG_LEVEL: 'warn' }, process.stderr);
  const database = await shareDatabase(settings);
  try {
    const admin = await NestFactory.createApplicationContext(
      AdminModule.forRoot({ ...settings, DATABASE_URL: database.url }),
      {
        logger: new PinoLogger(logger),
        abortOnError: false,
      },
    );
    try {
      return await command(admin);
    } finally {
      await admin.close();
    }
  } finally {
    await database.stop();
  }
}
