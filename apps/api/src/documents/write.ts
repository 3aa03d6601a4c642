import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '#libs/config';
import { Drain, HttpMetrics } from '#libs/http';
import { AppModule } from '../app.module.js';
import { ProcessState } from '../health/process-state.js';
import { openApiDocument } from './document.js';

const FILE = 'apps/api/openapi.json';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const generated = `${JSON.stringify(await generate(), null, 2)}\n`;
if (!values.check) await writeFile(FILE, generated);
else if ((await readFile(FILE, 'utf8')) !== generated) {
  process.stderr.write(`${FILE} is not what the code generates; run npm run openapi.\n`);
  process.exitCode = 1;
}

/** Out of the decorators alone: nothing is instantiated, and no database is asked. */
async function generate(): Promise<object> {
  const settings = readSettings({});
  const adapter = new FastifyAdapter();
  const state = new ProcessState(new HttpMetrics(settings.version), new Drain(adapter.getInstance()));
  const module = AppModule.forRoot(settings, 'postgres://nobody@nowhere/none', state);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { preview: true, logger: false });
  return openApiDocument(app, settings.version);
}
