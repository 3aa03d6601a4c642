import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runAdmin } from '../support/admin.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { makeToken } from '../support/json-web-token.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const ROOT = path.join(import.meta.dirname, '../..');

describe('npm run admin', () => {
  it.each([
    ['nothing', []],
    ['no user', ['revoke']],
    ['an unknown option', ['revoke', 'alice', '--all']],
  ])('with %s says how it is called, ends with 2, and touches nothing', async (_what, given) => {
    // A database that is not there: it would take 1.
    const end = await runAdmin(given, { DATABASE_URL: 'postgres://chat@127.0.0.1:1/chat' });
    expect(end).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('revoke <user id>'),
    });
  });

  it('with --help says it on standard output, and ends with 0', async () => {
    for (const given of [['--help'], ['-h'], ['revoke', '--help']])
      expect(await runAdmin(given, {})).toEqual({
        code: 0,
        stdout: expect.stringContaining('Usage: npm run admin --'),
        stderr: '',
      });
  });

  it('with a database that is not there says so, ends with 1, and tells no password', async () => {
    const end = await runAdmin(['revoke', 'alice'], { DATABASE_URL: 'postgres://chat:hunter2@127.0.0.1:1/chat' });
    expect(end).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('DATABASE_URL') });
    expect(end.stderr).not.toContain('hunter2');
  });

  it('takes ids of any kind, by the name of the script', async () => {
    const given = ['run', '--silent', 'admin', '--', 'revoke', 'auth0|o’neil "x"; DROP TABLE chat'];
    const env = { ...process.env, DATABASE_URL: await testDatabaseUrl() };
    const { status, stdout } = spawnSync('npm', given, { cwd: ROOT, env, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('auth0|o’neil "x"; DROP TABLE chat')]);
  });
});

describe('npm run admin with the embedded PostgreSQL', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(() => data.remove());

  const old = makeToken({ sub: 'alice', iat: 1e9 });
  const statusOf = async ({ url }: ServiceProcess, token: string) =>
    (await fetch(`${url}/api/v1/chats`, { headers: { authorization: `Bearer ${token}` } })).status;
  const revoke = (userId: string) => runAdmin(['revoke', userId], { DATA_DIR: path.join(data.folder, 'data') });

  it('works beside the server that runs it, and without one', async () => {
    const service = await ServiceProcess.start(data.folder);
    try {
      expect(await statusOf(service, old)).toBe(200);
      expect(await revoke('alice')).toMatchObject({ code: 0, stderr: '' });
      // The command has told the server, which hears it when it comes to it.
      await until(async () => (await statusOf(service, old)) === 401);
      expect(await statusOf(service, makeToken({ sub: 'bob', iat: 1e9 }))).toBe(200);
    } finally {
      await service.stop();
    }
    expect(await revoke('bob')).toMatchObject({ code: 0 });
    const again = await ServiceProcess.start(data.folder);
    try {
      for (const sub of ['alice', 'bob']) expect(await statusOf(again, makeToken({ sub, iat: 1e9 }))).toBe(401);
    } finally {
      await again.stop();
    }
  }, 90_000);
});
