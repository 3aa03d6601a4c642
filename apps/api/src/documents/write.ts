import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '#libs/config';
import { asyncApiDocument, openApiDocument, withErrorTables } from '#libs/documents';
import { Drain, HttpMetrics, TrustedProxies } from '#libs/http';
import { AppModule } from '../app.module.js';
import { verifierOf } from '../verifier-of.js';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const settings = readSettings({});
const app = await preview();
const errorsPage = 'docs/guides/errors.md';
for (const [file, generated] of [
  ['apps/api/openapi.json', toText(openApiDocument(app, settings.version))],
  ['apps/api/asyncapi.json', toText(asyncApiDocument(app, settings.version))],
  [errorsPage, withErrorTables(await readFile(errorsPage, 'utf8'))],
] as const) {
  if (!values.check) await writeFile(file, generated);
  else if ((await readFile(file, 'utf8')) !== generated) {
    process.stderr.write(`${file} is not what the code generates; run npm run openapi.\n`);
    process.exitCode = 1;
  }
}

function toText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The decorators alone: nothing is instantiated, and no database is asked. */
function preview(): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter();
  const module = AppModule.forRoot({
    settings: { ...settings, DATABASE_URL: 'postgres://nobody@nowhere/none' },
    verifier: verifierOf(settings, undefined),
    drain: new Drain(adapter.getInstance()),
    proxies: new TrustedProxies(),
    metrics: new HttpMetrics(settings.version),
  });
  return NestFactory.create<NestFastifyApplication>(module, adapter, { preview: true, logger: false });
}
