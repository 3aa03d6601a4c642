import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { loadContract } from '../support/contract.js';
import { ok } from '../support/expectations.js';
import { exchange } from '../support/http-exchange.js';
import { tokenOf } from '../support/live-client.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { bytesFile, DOCX, docxOf } from '../reply/extraction-files.js';

const BUNDLE = path.resolve('dist', `bundle-${process.pid}`);

describe('a service that is loaded from its bundle', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let service: ServiceProcess;
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['tools/bundle.mjs', BUNDLE]);
    data = await newDataFolder();
    const program = path.join(BUNDLE, 'serve.js');
    service = await ServiceProcess.start(data.folder, { DATABASE_URL: await ownDatabaseUrl() }, program);
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await data.remove();
    await rm(BUNDLE, { recursive: true });
  });

  it('describes the same operations, with schemas of the same names', async () => {
    const { paths, components } = (await exchange(service.url, '/docs/openapi.json')).json as Record<string, unknown>;
    const checkedIn = JSON.parse(await readFile('apps/api/openapi.json', 'utf8')) as Record<string, unknown>;
    expect({ paths, components }).toEqual({ paths: checkedIn['paths'], components: checkedIn['components'] });
  });

  it('finds the files of its pages', async () => {
    for (const page of ['/', '/docs', '/docs/guides/errors']) {
      const { status, text } = await exchange(service.url, page);
      expect([page, status]).toEqual([page, 200]);
      const files = [...text.matchAll(/(?:src|href)="([^"#]+\.(?:js|css|svg))"/g)].map(([, file]) => file ?? '');
      expect(files).not.toEqual([]);
      for (const file of files)
        expect([file, (await exchange(service.url, new URL(file, service.url + page).pathname)).status]).toEqual([
          file,
          200,
        ]);
    }
  });

  it('reads a file, in the process that reads files', async () => {
    const { url } = service;
    const alice = new ApiClient({ url, contract: await loadContract(url), token: tokenOf('alice'), userId: 'alice' });
    const { id } = await ok(alice.createChat({ rag_enabled: true }));
    const file = bytesFile(await docxOf(), DOCX);
    const { content, metadata: message_metadata } = file;
    const sent = await ok(alice.sendMessage(id, { message_type: 'FILE', content, message_metadata }));
    const status = async () => (await ok(alice.listMessages(id))).data.find((each) => each.id === sent.id)?.status;
    await until(async () => (await status()) !== 'SENDING');
    expect(await status()).toBe('SENT');
  });

  it('shows our TypeScript in its traces', async () => {
    const text = 'Port ${port} is taken';
    const chunks = (await readdir(BUNDLE)).filter((file) => file.endsWith('.js'));
    const codes = await Promise.all(chunks.map((file) => readFile(path.join(BUNDLE, file), 'utf8')));
    const nth = codes.findIndex((code) => code.includes(text));
    const lines = codes[nth]?.split('\n') ?? [];
    const line = lines.findIndex((each) => each.includes(text));
    const map = JSON.parse(await readFile(path.join(BUNDLE, `${chunks[nth]}.map`), 'utf8')) as SourceMapPayload;
    const found = new SourceMap(map).findEntry(line, lines[line]?.indexOf(text) ?? -1);
    const sources = (await readFile('apps/api/src/fail-start.ts', 'utf8')).split('\n');
    expect(found).toMatchObject({
      originalSource: expect.stringContaining('apps/api/src/fail-start.ts'),
      originalLine: sources.findIndex((each) => each.includes(text)),
    });
  });
});
