import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { migrate } from '#libs/database';
import { getServiceAccount } from '../../libs/embedded/src/account.js';
import { initialise } from '../../libs/embedded/src/initdb.js';
import { findNativePackage } from '../../libs/embedded/src/native-package.js';
import { readPostmaster } from '../../libs/embedded/src/postmaster-file.js';
import { shutDown } from '../../libs/embedded/src/shut-down.js';
import { startServer } from '../../libs/embedded/src/start-server.js';
import { setUpStage } from './embedded-stage.js';
import { query } from './running-postgres.js';

/** As the service starts it, but for the time that it takes. */
const asServed = { throwaway: true, superuser: false };
const asRoot = process.getuid?.() === 0;
const itAsRoot = asRoot ? it : it.skip;
const itWithProc = process.platform === 'linux' ? it : it.skip;

const { newFolder, start } = setUpStage();

/** The same place, as somebody else, perhaps with another password. */
function as(url: string, user: string, password = ''): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}

/** How the server refuses: its code (PostgreSQL, appendix A), or the driver's words where it stops before. */
const refusal = (url: string) =>
  query(url, 'select 1').then(
    () => 'connected',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('the embedded PostgreSQL', () => {
  it('lets nobody in without the password, and no superuser with it', async () => {
    const { url } = await start(await newFolder(), asServed);
    const { password } = new URL(url);
    for (const user of ['chat', 'postgres']) {
      const answers = await Promise.all(['', 'chat', 'postgres'].map((tried) => refusal(as(url, user, tried))));
      for (const answer of answers) expect(answer).toMatch(/^28P01$|^28000$|password must be/);
    }
    expect(await refusal(as(url, 'postgres', password))).toBe('28000');
    expect(await refusal(url.replace(/postgres$/, 'template1'))).toBe('28000');
    expect(await refusal(url)).toBe('connected');
  });

  it('has a role for the service that owns the data, and cannot reach out of them', async () => {
    const { url } = await start(await newFolder(), asServed);
    await migrate(url);
    expect(
      await query(url, 'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user'),
    ).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    // What tells clients that a database is another one (database.epoch).
    await query(url, 'select pg_control_system(), pg_walfile_name(pg_current_wal_lsn())');
    for (const attempt of [
      `copy message from program 'id'`,
      `copy message to '/tmp/out'`,
      `select pg_read_file('postmaster.pid')`,
      `select lo_import('/etc/passwd')`,
      `alter system set log_statement = 'all'`,
      `set role postgres`,
      `create role other superuser`,
      `create function run() returns void language c as 'libc', 'system'`,
    ])
      await expect(query(url, attempt)).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps the password where its owner alone can read it, over restarts, and makes a new one when it is lost', async () => {
    const folder = await newFolder();
    const file = path.join(folder, 'password');
    const first = await start(folder, asServed);
    expect(await readFile(file, 'utf8')).toBe(new URL(first.url).password);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await first.stop();
    const second = await start(folder, asServed);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    await second.stop();
    await writeFile(file, "'; DROP ROLE chat; --");
    const third = await start(folder, asServed);
    expect(new URL(third.url).password).toMatch(/^[\w-]{43}$/);
    expect(await refusal(third.url)).toBe('connected');
    expect(await refusal(as(third.url, 'chat', new URL(first.url).password))).toBe('28P01');
  });

  itAsRoot('is closed to programs of another user', async () => {
    const folder = await newFolder();
    const { url } = await start(folder, asServed);
    const tool = (command: string, ...args: string[]) => promisify(execFile)(command, args, nobodyElse).catch(String);
    // Not the account that the server runs as, whose files these are.
    const nobodyElse = { uid: 54_321, gid: 54_321, cwd: '/', env: {} };
    expect(await tool('/bin/cat', path.join(folder, 'password'))).toContain('Permission denied');
    const program = `const { Client } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
      const end = (said) => process.stdout.write(said, () => process.exit());
      new Client(${JSON.stringify(as(url, 'chat'))}).connect().then(() => end('connected'), (error) => end(error.message));`;
    expect(await tool(process.execPath, '-e', program)).toMatchObject({
      stdout: expect.stringMatching(/password must be/),
    });
  });

  describe('that an earlier version made, open to everybody', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await newFolder();
      await makeTrustingCluster(folder, async (url) => {
        await migrate(url);
        await query(
          url,
          `insert into chat (id, owner_id, session_id, rag_enabled, chat_type) values (1, 'alice', 's', false, 'PERSONAL')`,
        );
      });
    });

    it('is closed at its next start, and its data are kept and of use', async () => {
      const { url } = await start(folder, asServed);
      expect(await refusal(as(url, 'postgres'))).toBe('28000');
      expect(await query(url, 'select owner_id from chat')).toEqual([{ owner_id: 'alice' }]);
      await query(
        url,
        `update chat set owner_id = 'bob'; alter table chat add column more int; drop sequence message_id_seq cascade`,
      );
      expect(await migrate(url)).toEqual([]);
      expect(
        await query(
          url,
          `select relname from pg_class where relnamespace = 'public'::regnamespace and relowner <> 'chat'::regrole`,
        ),
      ).toEqual([]);
    });
  });

  itWithProc('gets nothing of our environment that is secret', async () => {
    process.env['JWT_SECRET'] = 'a-secret-that-is-ours-alone';
    try {
      const folder = await newFolder();
      const { url } = await start(folder, { throwaway: true });
      const postmaster = (await readPostmaster(path.join(folder, 'cluster')))?.pid;
      const environment = (await readFile(`/proc/${postmaster}/environ`, 'utf8')).split('\0');
      const names = environment.map((entry) => entry.split('=')[0]);
      expect(names).toContain('LC_ALL');
      expect(
        names.filter((name) => !['', 'LC_ALL', 'PATH', 'LD_LIBRARY_PATH', 'TEMP', 'TMP'].includes(name ?? '')),
      ).toEqual([]);
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query('create temp table said (line text)');
      await client.query(`copy said from program 'env'`);
      const { rows } = await client.query<{ line: string }>('select line from said');
      await client.end();
      expect(rows.map(({ line }) => line).join('\n')).not.toContain('secret');
    } finally {
      delete process.env['JWT_SECRET'];
    }
  });
});

/** A cluster as it was made before there was a password, filled and stopped. */
async function makeTrustingCluster(folder: string, fill: (url: string) => Promise<void>): Promise<void> {
  const account = asRoot ? await getServiceAccount() : undefined;
  const bin = path.join(findNativePackage(), 'native/bin');
  const cluster = path.join(folder, 'cluster');
  await mkdir(cluster);
  if (account) for (const made of [folder, cluster]) await chown(made, account.uid, account.gid);
  await initialise(cluster, bin, { account, throwaway: true });
  await writeFile(path.join(cluster, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
  const { port, server } = await startServer({ bin, cluster, account }, { throwaway: true });
  await fill(`postgres://postgres@127.0.0.1:${port}/postgres`);
  await shutDown(server);
}
