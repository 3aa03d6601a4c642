import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { findOwner, getServiceAccount } from '../../libs/embedded/src/account.js';
import { EmbeddedPostgresError } from '../../libs/embedded/src/embedded-postgres-error.js';
import { initialise } from '../../libs/embedded/src/initdb.js';
import { findNativePackage } from '../../libs/embedded/src/native-package.js';
import { readPostmaster } from '../../libs/embedded/src/postmaster-file.js';
import { findProcess } from '../../libs/embedded/src/process-table.js';
import { shutDown } from '../../libs/embedded/src/shut-down.js';
import { startServer } from '../../libs/embedded/src/start-server.js';
import { until } from '../support/until.js';
import { setUpStage } from './embedded-stage.js';
import { PostgresHolder } from './postgres-holder.js';
import { commit, expectCommitted, getPostmaster, killPostgres, query } from './running-postgres.js';

const throwaway = { throwaway: true };
const durable = { superuser: true };
const asRoot = process.getuid?.() === 0;
const hasParentDeathSignal = spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'setpriv', '--version']).status === 0;
const itWithParentDeathSignal = hasParentDeathSignal ? it : it.skip;
const withoutParentDeathSignal = { env: { PATH: '/nonexistent' } };

const { newFolder, start } = setUpStage();

describe('the server', () => {
  it('knows letters of every script, and keeps UTC', async () => {
    const { url } = await start(await newFolder());
    await query(url, 'create extension pg_trgm');
    const words = ['привет', 'καλημέρα', 'şöğüç', '你好世界', 'こんにちは'];
    for (const word of words) {
      const [found] = await query(
        url,
        `select show_trgm('${word}') as trigrams, upper('${word}') ilike '%${word}%' as same`,
      );
      expect(found).toEqual({ trigrams: expect.arrayContaining([expect.any(String)]), same: true });
    }
    expect(await query(url, `select lower('ПРИВЕТ ΑΒΓ ÇŞĞ') as lower, current_setting('timezone') as zone`)).toEqual([
      { lower: 'привет αβγ çşğ', zone: 'UTC' },
    ]);
  });

  it('takes the first locale that the machine has', async () => {
    const account = asRoot ? await getServiceAccount() : undefined;
    const bin = path.join(findNativePackage(), 'native/bin');
    const folder = await newFolder();
    if (account) await chown(folder, account.uid, account.gid);
    await expect(initialise(folder, bin, { account, ...throwaway }, ['xx_XX.UTF-8'])).rejects.toThrow('xx_XX.UTF-8');
    await initialise(folder, bin, { account, ...throwaway }, ['xx_XX.UTF-8', 'C']);
    expect(await readdir(folder)).toContain('PG_VERSION');
  });

  it('is one of several at once, each with its settings, for this machine only', async () => {
    const folders = [await newFolder(), await newFolder()];
    const servers = await Promise.all(
      folders.map((folder, i) => start(folder, { ...throwaway, settings: { work_mem: `${i + 5}MB` } })),
    );
    const shown = servers.map(({ url }) =>
      query(
        url,
        `select current_setting('work_mem') as mem, current_setting('listen_addresses') as on,
                  current_setting('unix_socket_directories') as sockets`,
      ),
    );
    expect(await Promise.all(shown)).toEqual(['5MB', '6MB'].map((mem) => [{ mem, on: '127.0.0.1', sockets: '' }]));
  });

  it('stops with a client in a transaction, and only once', async () => {
    const postgres = await start(await newFolder());
    const client = new Client({ connectionString: postgres.url });
    const cutOff = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await client.query('begin; create table half_done ()');
    const postmaster = await getPostmaster(postgres.url);
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(await findProcess(postmaster)).toBeUndefined();
    expect(String(await cutOff)).toContain('terminat');
  });

  it('may write more log than a pipe holds', async () => {
    const { url } = await start(await newFolder());
    await query(url, `do $$ begin for i in 1..2000 loop raise log '%', repeat('x', 4000); end loop; end $$`);
  });
});

describe('a start that fails', () => {
  it("says why in the server's own words, and leaves the folder usable", async () => {
    const folder = await newFolder();
    const failure = start(folder, { ...throwaway, settings: { shared_buffers: 'plenty' } });
    await expect(failure).rejects.toThrow(EmbeddedPostgresError);
    await expect(failure).rejects.toThrow(/exit code 1[^]*invalid value for parameter "shared_buffers": "plenty"/);
    await start(folder);
  });

  it('says what is in the way when the folder cannot be made', async () => {
    const file = path.join(await newFolder(), 'a file');
    await writeFile(file, '');
    const failure = start(path.join(file, 'below it'));
    await expect(failure).rejects.toThrow(EmbeddedPostgresError);
    await expect(failure).rejects.toThrow(/a file/);
  });

  it('has a time limit', async () => {
    const folder = await newFolder();
    await chmod(folder, 0o755);
    await writeFile(path.join(folder, 'postgres'), '#!/bin/sh\necho "still thinking" >&2\nexec sleep 600', {
      mode: 0o755,
    });
    const account = asRoot ? await getServiceAccount() : undefined;
    const failure = startServer({ bin: folder, cluster: folder, account }, throwaway, { limit: 300 });
    await expect(failure).rejects.toThrow(/not ready after 0.3 s[^]*still thinking/);
  });

  it('so has a stop: SIGQUIT follows, then SIGKILL', async () => {
    const { url } = await start(await newFolder());
    const pid = await getPostmaster(url);
    process.kill(pid, 'SIGSTOP');
    const signals: string[] = [];
    const kill = (signal: NodeJS.Signals) => {
      signals.push(signal);
      process.kill(pid, signal);
    };
    await shutDown({ kill, isGone: async () => !(await findProcess(pid)) }, { fast: 50, immediate: 50 });
    expect(signals).toEqual(['SIGINT', 'SIGQUIT', 'SIGKILL']);
  });
});

describe('two starts on one folder', () => {
  it('refuse the second and leave the first alone', async () => {
    const folder = await newFolder();
    const first = await PostgresHolder.start(folder, { options: throwaway });
    const postmaster = await getPostmaster(first.url);
    await expect(start(folder)).rejects.toThrow(`in use by process ${first.pid}`);
    expect(await getPostmaster(first.url)).toBe(postmaster);
    await first.stop();
    await start(folder);
    await expect(start(folder)).rejects.toThrow('in use by this very process');
  });

  it('never both go on when they come at once', async () => {
    const folder = await newFolder();
    const starts = [1, 2, 3].map(() => PostgresHolder.start(folder, { options: throwaway }));
    const refused = (await Promise.allSettled(starts)).filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { reason } of refused) expect(String(reason)).toContain('in use by process');
  });

  it('are not what an owner of the past is, though its pid is in use again', async () => {
    const folder = await newFolder();
    await writeFile(path.join(folder, `owner-${process.ppid}-1-00000000`), '');
    await start(folder);
  });
});

describe('kill -9', () => {
  itWithParentDeathSignal('of node takes PostgreSQL along', async () => {
    const folder = await newFolder();
    const holder = await PostgresHolder.start(folder, { options: durable });
    const postmaster = await getPostmaster(holder.url);
    await commit(holder.url);
    await holder.kill('SIGKILL');
    await until(async () => !(await findProcess(postmaster)));
    await expectCommitted((await start(folder, durable)).url);
  });

  it('of node where nothing tells PostgreSQL: the next start stops the orphan', async () => {
    const folder = await newFolder();
    const holder = await PostgresHolder.start(folder, { options: durable, ...withoutParentDeathSignal });
    const orphan = await getPostmaster(holder.url);
    await commit(holder.url);
    await holder.kill('SIGKILL');
    await expectCommitted(holder.url);
    await expectCommitted((await start(folder, durable)).url);
    expect(await findProcess(orphan)).toBeUndefined();
  });

  it('of both leaves a pid file that does not matter, not even when its pid is in use again', async () => {
    const folder = await newFolder();
    const holder = await PostgresHolder.start(folder, { options: durable });
    await commit(holder.url);
    await killPostgres(holder.url);
    await holder.kill('SIGKILL');
    const pidFile = path.join(folder, 'cluster/postmaster.pid');
    const [, ...rest] = (await readFile(pidFile, 'utf8')).split('\n');
    const restarted = await start(folder, durable);
    await expectCommitted(restarted.url);
    await restarted.stop();

    const stranger = spawn('sleep', ['600'], await findOwner(path.join(folder, 'cluster')));
    try {
      await writeFile(pidFile, [stranger.pid, ...rest].join('\n'));
      await expectCommitted((await start(folder, durable)).url);
      expect(stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('half way through initdb leaves nothing that a next start trips over', async () => {
    const folder = await newFolder();
    const names = () => readdir(folder, { recursive: true }).catch(() => [] as string[]);
    const holder = PostgresHolder.spawn(folder, { options: throwaway });
    await until(async () => (await names()).some((name) => /initdb-.*pg_hba\.conf$/.test(name)));
    await holder.kill('SIGKILL');
    expect(existsSync(path.join(folder, 'cluster'))).toBe(false);
    await commit((await start(folder)).url);
    expect((await readdir(folder)).filter((name) => name.startsWith('initdb-'))).toEqual([]);
  });
});

describe('a process that has a server', () => {
  it('gets Ctrl-C without the server getting it too', async () => {
    const holder = await PostgresHolder.start(await newFolder(), { options: throwaway });
    const postmaster = await getPostmaster(holder.url);
    process.kill(-holder.pid, 'SIGINT');
    expect(await holder.next()).toEqual({ received: 'SIGINT' });
    expect(await getPostmaster(holder.url)).toBe(postmaster);
  });

  it('ends on its own when it has nothing else to do, and the server with it', async () => {
    const folder = await newFolder();
    const holder = await PostgresHolder.start(folder, { options: throwaway, env: { LET_GO: '1' } });
    expect(await holder.ended()).toBe(0);
    await until(async () => !(await readPostmaster(path.join(folder, 'cluster'))));
  });
});
