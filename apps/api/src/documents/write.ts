import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TokenVerifier } from '#libs/auth';
import { readSettings } from '#libs/config';
import { Drain, HttpMetrics } from '#libs/http';
import { AppModule } from '../app.module.js';
import { asyncApiDocument } from './asyncapi-document.js';
import { openApiDocument } from './openapi-document.js';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const settings = readSettings({});
const app = await preview();
for (const [file, document] of [
  ['apps/api/openapi.json', openApiDocument(app, settings.version)],
  ['apps/api/asyncapi.json', asyncApiDocument(app, settings.version)],
] as const) {
  const generated = `${JSON.stringify(document, null, 2)}\n`;
  if (!values.check) await writeFile(file, generated);
  else if ((await readFile(file, 'utf8')) !== generated) {
    process.stderr.write(`${file} is not what the code generates; run npm run openapi.\n`);
    process.exitCode = 1;
  }
}

/** The decorators alone: nothing is instantiated, and no database is asked. */
function preview(): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter();
  const module = AppModule.forRoot({
    settings,
    databaseUrl: 'postgres://nobody@nowhere/none',
    verifier: new TokenVerifier({ secret: 'none', issuer: undefined, audience: undefined, leewaySeconds: 0 }),
    drain: new Drain(adapter.getInstance()),
    metrics: new HttpMetrics(settings.version),
  });
  return NestFactory.create<NestFastifyApplication>(module, adapter, { preview: true, logger: false });
}
