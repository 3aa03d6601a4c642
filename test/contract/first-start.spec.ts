import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { settingSpecs } from '#libs/config';
import { freePort } from '../support/free-port.mjs';
import { exchange } from '../support/http-exchange.js';
import { SECRET } from '../support/api-server.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';

describe('a service that starts', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let service: ServiceProcess | undefined;
  let DATABASE_URL: string;
  beforeAll(async () => {
    DATABASE_URL = await ownDatabaseUrl();
    data = await newDataFolder();
  });
  afterEach(() => service?.stop());
  afterAll(() => data.remove());

  const start = async (environment: Record<string, string>) => {
    service = await ServiceProcess.startAnywhere(data.folder, { DATABASE_URL, JWT_SECRET: SECRET, ...environment });
    return service;
  };

  it('with PORT=0 takes a free port, and says which', async () => {
    const { url, stdout } = await start({});
    expect(new URL(url).port).not.toBe('');
    expect((await exchange(url, '/health/live')).status).toBe(200);
    expect(stdout).toContain(`Swagger UI   ${url}/docs#demo=`);
    expect(stdout).not.toContain('open to the network');
    expect(stdout).not.toContain(SECRET);
  });

  it('answers every connection that it accepts while it starts', async () => {
    const port = await freePort();
    const lost: unknown[] = [];
    let isUp = false;
    const knock = async () => {
      while (!isUp)
        await exchange(`http://127.0.0.1:${port}`, '/health/live').catch(({ code }: NodeJS.ErrnoException) => {
          if (code !== 'ECONNREFUSED') lost.push(code);
        });
    };
    const knocking = Array.from({ length: 16 }, knock);
    try {
      await start({ PORT: String(port) });
    } finally {
      isUp = true;
    }
    await Promise.all(knocking);
    expect(lost).toEqual([]);
  });

  it('prints a link that makes a demo user', async () => {
    const { url, stdout } = await start({});
    const [, code = ''] = /\/docs#demo=([\w-]+)/.exec(stdout) ?? [];
    const { host } = new URL(url);
    const headers = { host, origin: url, 'x-demo-code': code };
    expect((await exchange(url, '/docs/demo-token', { method: 'POST', headers })).status).toBe(200);
  });

  it('prints what can be set when it is asked for help, and starts nothing', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/apps/api/src/main.js', '--help']);
    for (const name of Object.keys(settingSpecs)) expect(stdout).toContain(`\n  ${name}\n`);
  });

  it('says that it listens beyond this computer', async () => {
    const { stdout } = await start({ HOST: '0.0.0.0' });
    expect(stdout).toContain('open to the network: it listens on 0.0.0.0');
  });

  it('in production says in its log where it listens, and has no link', async () => {
    const { url, stdout } = await start({ NODE_ENV: 'production' });
    expect(stdout).toContain(`"Server listening at ${url}"`);
    expect(stdout).not.toContain('#demo');
  });
});
