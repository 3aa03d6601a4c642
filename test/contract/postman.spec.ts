import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { newDataFolder } from '../support/service-process.js';

const NEWMAN = createRequire(import.meta.url).resolve('newman/bin/newman.js');

interface Report {
  readonly run: {
    readonly failures: readonly object[];
    readonly executions: readonly {
      readonly item: { readonly name: string };
      readonly response: { readonly code: number };
    }[];
  };
}

describe('the Postman collection', () => {
  let api: ApiServer;
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    api = await startApi();
    data = await newDataFolder();
  });
  afterAll(async () => {
    await data.remove();
    await api.close();
  });

  /** By its own address and nothing else, as somebody runs it who has only that and a token. */
  const run = async (token: string): Promise<Report['run']> => {
    const report = path.join(data.folder, 'report.json');
    const reporting = ['--reporters', 'json', '--reporter-json-export', report];
    const command = [NEWMAN, 'run', `${api.url}/docs/postman.json`, '--env-var', `token=${token}`, ...reporting];
    await promisify(execFile)(process.execPath, command).catch(() => undefined);
    return (JSON.parse(await readFile(report, 'utf8')) as Report).run;
  };

  it('runs as it is, nine of nine, again and again, where others were before', async () => {
    const other = api.user('other');
    for (let times = 0; times < 3; times++) await ok(other.sendMessage((await ok(other.createChat())).id, 'Hello'));
    const { token } = api.user('alice');
    for (let times = 0; times < 2; times++) {
      const { executions, failures } = await run(token);
      expect(executions.map(({ response }) => response.code)).toEqual(Array<number>(9).fill(200));
      expect(failures).toEqual([]);
    }
  }, 60_000);

  it('fails where the service refuses', async () => {
    expect((await run('none')).failures.length).toBeGreaterThanOrEqual(9);
  }, 60_000);
});
