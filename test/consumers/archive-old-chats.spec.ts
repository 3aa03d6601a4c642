import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { generatePythonClient } from './python-client.js';
import { RunningProgram } from './running-program.js';

const PROGRAM = path.join(import.meta.dirname, 'archive_old_chats.py');

// A test starts several programs.
jest.setTimeout(90_000);

const python = await generatePythonClient();
if ('lack' in python) console.warn(`${python.lack}: archive_old_chats.py is not tested`);

describe('archive_old_chats.py', () => {
  if ('lack' in python) {
    it(`is not tested: ${python.lack}`, () => expect(python.lack).not.toBe(''));
    return;
  }

  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let bob: ApiClient;
  let programs: RunningProgram[];
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(async () => {
    await rm(python.folder, { recursive: true });
    await api.close();
  });
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    programs = [];
  });
  afterEach(async () => {
    for (const program of programs) {
      await program.end('SIGKILL');
    }
    await network.close();
  });

  const start = (token: string, ...args: string[]): RunningProgram => {
    const environment = { CHAT_URL: network.url, CHAT_TOKEN: token, PYTHONPATH: python.folder };
    const program = new RunningProgram(python.interpreter, [PROGRAM, ...args], environment);
    programs.push(program);
    return program;
  };
  const run = async (token: string, ...args: string[]) => {
    const program = start(token, ...args);
    const code = await program.end();
    return { code, stdout: program.stdout, stderr: program.stderr.replaceAll(/request [\w-]+/g, 'request …') };
  };

  /** Groups of both people, without a message since `days` ago; every other one never had any. */
  async function silentChats(owner: ApiClient, days: number, count = 1): Promise<number[]> {
    const chats: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const participants = [alice.userId, bob.userId].filter((id) => id !== owner.userId);
      const { id } = await ok(owner.createChat({ chat_type: 'GROUP', participants }));
      if (nth % 2 === 0) await ok(owner.sendMessage(id, 'Hello'));
      chats.push(id);
    }
    await api.pool.query(
      `UPDATE chat SET created_at = $2::text::timestamptz, activity_at = $2::text::timestamptz,
        last_message = last_message || jsonb_build_object('created_at', $2::text) WHERE id = ANY ($1)`,
      [chats, daysAgo(days)],
    );
    return chats;
  }

  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

  async function statusOf(chats: readonly number[]): Promise<string[]> {
    const shown = await Promise.all(chats.map((id) => ok(api.service().getChat(id))));
    return shown.map(({ status, last_seq }) => `${status} ${last_seq}`);
  }

  /** Does something while the chat's row is locked, which is where the program is held up, too. */
  async function whileHeld(chatId: number, act: () => Promise<unknown>): Promise<void> {
    const connection = await api.pool.connect();
    try {
      await connection.query('BEGIN');
      await connection.query('SELECT FROM chat WHERE id = $1 FOR UPDATE', [chatId]);
      await act();
    } finally {
      await connection.query('COMMIT');
      connection.release();
    }
  }

  const untilWaiting = (requests: number) =>
    until(async () => {
      const { rows } = await api.pool.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return Number(rows[0]?.count) === requests;
    });

  it('archives what its owner has been silent in for long, once, on all pages', async () => {
    const [old, young] = [await silentChats(alice, 31, 52), await silentChats(alice, 29, 2)];
    const others = await silentChats(bob, 31);
    const line = (done: string) => (id: number) =>
      `${alice.userId}: chat ${id} ${done}, silent since ${daysAgo(31).slice(0, 10)}`;
    const lines = (stdout: string) => stdout.replaceAll(/ \d\d:\d\d UTC/g, '').split('\n');

    const tried = await run(alice.token, alice.userId, '--days', '30', '--dry-run');
    expect({ ...tried, stdout: lines(tried.stdout) }).toEqual({
      code: 0,
      stdout: [...old.toReversed().map(line('would be archived')), `${alice.userId}: 52 chats`, ''],
      stderr: '',
    });
    expect(await statusOf([old[0]!, old[51]!])).toEqual(['ACTIVE 1', 'ACTIVE 0']);

    const done = await run(alice.token, alice.userId, '--days', '30');
    expect({ ...done, stdout: lines(done.stdout) }).toEqual({
      code: 0,
      stdout: [...old.toReversed().map(line('archived')), `${alice.userId}: 52 chats`, ''],
      stderr: '',
    });
    expect(await statusOf(old)).toEqual(old.map((_, nth) => (nth % 2 === 0 ? 'ARCHIVED 2' : 'ARCHIVED 1')));
    expect(await statusOf([...young, ...others])).toEqual(['ACTIVE 1', 'ACTIVE 0', 'ACTIVE 1']);

    const again = { code: 0, stdout: `${alice.userId}: 0 chats\n`, stderr: '' };
    expect(await run(alice.token, alice.userId, '--days', '30')).toEqual(again);
    expect(await statusOf(old.slice(0, 2))).toEqual(['ARCHIVED 2', 'ARCHIVED 1']);
  });

  it('takes fractions of days, and a list of people from a service', async () => {
    const [hers, his] = [await silentChats(alice, 0.3, 2), await silentChats(bob, 0.3, 2)];
    const people = [alice.userId, bob.userId];
    const before = await run(api.service().token, ...people, '--days', '0.4');
    expect(before.stdout).toBe(people.map((id) => `${id}: 0 chats\n`).join(''));
    const { code, stderr } = await run(api.service().token, ...people, '--days', '0.2');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await statusOf([...hers, ...his])).toEqual(['ARCHIVED 2', 'ARCHIVED 1', 'ARCHIVED 2', 'ARCHIVED 1']);
  });

  it('outlives a dead network and a lost answer', async () => {
    const [chat = 0] = await silentChats(alice, 31);
    network.be('down');
    const program = start(alice.token, alice.userId, '--days', '30');
    await until(() => program.stderr.includes('again in'));
    await whileHeld(chat, async () => {
      network.be('up');
      await untilWaiting(1);
      network.be('down');
    });
    await until(async () => (await statusOf([chat]))[0] === 'ARCHIVED 2');
    network.be('up');
    expect(await program.end()).toBe(0);
    expect(program.stdout).toContain(`${alice.userId}: 1 chats\n`);
    expect(await statusOf([chat])).toEqual(['ARCHIVED 2']);
  });

  it('can be ended in the middle, and goes on where it was', async () => {
    const chats = await silentChats(alice, 31, 3);
    const program = start(alice.token, alice.userId, '--days', '30');
    await whileHeld(chats[1]!, async () => {
      await untilWaiting(1);
      expect(await program.end('SIGTERM')).toBe(143);
      expect(program.stdout).toMatch(new RegExp(`^.*: chat ${chats[2]} archived, .*\\n$`));
      expect(program.stderr).toBe('');
      expect(await statusOf(chats)).toEqual(['ACTIVE 1', 'ACTIVE 0', 'ARCHIVED 2']);
    });
    expect((await run(alice.token, alice.userId, '--days', '30')).code).toBe(0);
    expect(await statusOf(chats)).toEqual(['ARCHIVED 2', 'ARCHIVED 1', 'ARCHIVED 2']);
  });

  it('leaves a chat open in which somebody writes at the last moment', async () => {
    const [chat = 0] = await silentChats(alice, 31);
    let program: RunningProgram;
    let sent: ReturnType<ApiClient['sendMessage']>;
    // Over another server: on one, changes of a chat wait for each other before they wait for the database.
    const other = await startApi();
    const { token, userId } = bob;
    const writer = new ApiClient({ url: other.url, contract: other.contract, token, userId });
    await whileHeld(chat, async () => {
      sent = writer.sendMessage(chat, 'Is anybody there?');
      await untilWaiting(1);
      program = start(alice.token, alice.userId, '--days', '30');
      await untilWaiting(2);
    });
    await ok(sent!);
    await other.close();
    expect(await program!.end()).toBe(0);
    expect(program!.stdout).toBe(`${alice.userId}: 0 chats\n`);
    expect(await statusOf([chat])).toEqual(['ACTIVE 4']);
  });

  it('says what is wrong, and stops where it is wrong for everybody', async () => {
    await silentChats(alice, 31);
    expect(await run(alice.token, bob.userId, alice.userId, '--days', '32')).toEqual({
      code: 1,
      stdout: `${alice.userId}: 0 chats\n`,
      stderr: `${bob.userId}: user_id must be your own, or be left out (user_id_mismatch, request …)\n`,
    });
    expect(await run('nonsense', alice.userId, bob.userId, '--days', '30')).toEqual({
      code: 1,
      stdout: '',
      stderr: `${alice.userId}: This is not a JSON Web Token: send what the issuer gave, whole and without quotes. (token_invalid, request …)\n`,
    });
    const { code, stderr } = await run(alice.token, alice.userId, '--days', '-1');
    expect({ code, stderr: stderr.split('error: ')[1] }).toEqual({
      code: 2,
      stderr: `argument --days: invalid days value: '-1'\n`,
    });
  });
});
