import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { add, groupOf, remove } from '../support/group-chats.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { HoldingProxy } from './holding-proxy.js';
import { RunningProgram } from './running-program.js';

const PROGRAM = path.join(import.meta.dirname, 'support-bot.mjs');

// A test starts several programs.
jest.setTimeout(90_000);

const ANSWERS = {
  'opening hours': 'From 9:00 to 17:00.',
  refund: 'Within 5 days.',
  'order status': 'See your account.',
};

describe('the support bot', () => {
  let api: ApiServer;
  let service: ApiClient;
  let folder: string;
  let table: string;
  let alice: ApiClient;
  let bot: ApiClient;
  let carol: ApiClient;
  let programs: RunningProgram[] = [];
  let closing: (() => unknown)[] = [];

  beforeAll(async () => {
    api = await startApi();
    service = api.service('back-end');
    folder = await mkdtemp(path.join(os.tmpdir(), 'support-bot-'));
    table = path.join(folder, 'answers.json');
    await writeFile(table, JSON.stringify(ANSWERS));
  });

  beforeEach(() => {
    [alice, bot, carol] = [api.user('alice'), api.user('support-bot'), api.user('carol')];
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.end('SIGKILL')));
    for (const close of closing) await close();
    [programs, closing] = [[], []];
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
    await api.close();
  });

  function run(settings: Record<string, string>, ...args: string[]): RunningProgram {
    const program = new RunningProgram(process.execPath, [PROGRAM, ...args], settings);
    programs.push(program);
    return program;
  }

  async function start(url = api.url): Promise<RunningProgram> {
    const names = { CHAT_BOT: bot.userId, CHAT_HUMAN: carol.userId };
    const program = run({ CHAT_URL: url, CHAT_TOKEN: service.token, ...names }, table);
    await until(() => program.stdout.startsWith('listening'));
    return program;
  }

  const ask = (chatId: number, text: string, more: object = {}) =>
    ok(alice.sendMessage(chatId, { content: `@${bot.userId} ${text}`, ...more }));

  /** It marks as READ after all else, so this is when it has done its work. */
  const allRead = (chatId: number) =>
    until(async () => (await ok(service.getChat(chatId, { user_id: bot.userId }))).unread_count === 0);

  /** What is to be seen in a chat: who said what, answering which line, with which reactions. */
  async function timeline(chatId: number): Promise<string[]> {
    const { data } = await ok(alice.listMessages(chatId, { order: 'asc' }));
    const line = new Map(data.map(({ id }, index) => [id, index]));
    return data.map(({ sender_id, content, parent_message_id: parent, reactions }) => {
      const answered = parent === undefined ? '' : ` (to ${line.get(parent)})`;
      const text = `${sender_id}: ${content}${answered} ${Object.keys(reactions).join('')}`;
      return text.replaceAll(/-[0-9a-f]{8}\b/g, '').trim();
    });
  }

  it('answers in the thread what mentions it or replies to it, and names a human for the rest', async () => {
    const { id } = await groupOf(alice, bot, carol);
    await start();
    await ask(id, 'what are your OPENING hours?');
    await allRead(id);
    const [, first] = (await ok(alice.listMessages(id, { order: 'asc' }))).data;
    expect(first).toMatchObject({ sender_id: bot.userId, is_user: false });
    await ok(alice.sendMessage(id, { content: 'And a refund?', parent_message_id: first?.id }));
    await ask(id, 'can you sing?');
    await ok(alice.sendMessage(id, `Nobody asked for a refund, @${bot.userId}-2 neither`));
    await ok(service.sendMessage(id, { content: `@${bot.userId} refund, says a bot`, is_user: false }));
    await allRead(id);
    await ok(carol.sendMessage(id, { content: 'I can', parent_message_id: first?.id }));
    await ask(id, 'order status, please');
    await allRead(id);
    const shown = (await timeline(id)).toSorted();
    expect(shown.filter((line) => line.startsWith('support-bot'))).toEqual([
      expect.stringMatching(/^support-bot: @carol, can you help\? \(to \d\)$/),
      'support-bot: From 9:00 to 17:00. (to 0)',
      expect.stringMatching(/^support-bot: See your account\. \(to \d+\)$/),
      'support-bot: Within 5 days. (to 2)',
    ]);
    expect(shown.filter((line) => line.includes('👀'))).toEqual(['alice: @support-bot can you sing? 👀']);
    expect(shown).toHaveLength(11);
  });

  it('answers once, though it is killed before it marks the question, and then runs twice', async () => {
    const { id } = await groupOf(alice, bot);
    await ask(id, 'refund?');
    await ask(id, 'can you sing?');
    const proxies = [
      new HoldingProxy(api.url, 'PATCH'),
      new HoldingProxy(api.url, 'PATCH'),
      new HoldingProxy(api.url, 'PATCH'),
    ];
    closing = proxies.map((proxy) => () => proxy.close());
    const [killed, ...twins] = proxies as [HoldingProxy, HoldingProxy, HoldingProxy];
    const posts = (proxy: HoldingProxy) => proxy.answered.filter((answer) => answer === 'POST 200').length;

    const program = await start(await killed.open());
    await until(() => killed.holds === 1);
    expect(posts(killed)).toBe(3);
    await program.end('SIGKILL');
    expect((await ok(service.getChat(id, { user_id: bot.userId }))).unread_count).toBe(2);

    for (const twin of twins) await start(await twin.open());
    await until(() => twins.every((twin) => twin.holds === 1));
    expect(twins.map(posts)).toEqual([3, 3]);
    for (const twin of twins) twin.release();
    await until(() => twins.every((twin) => twin.answered.includes('PATCH 200')));
    await ask(id, 'opening hours?');
    await allRead(id);
    for (const copy of programs.slice(1)) expect(await copy.end('SIGTERM')).toBe(0);

    expect(await timeline(id)).toEqual([
      'alice: @support-bot refund?',
      'alice: @support-bot can you sing? 👀',
      'support-bot: Within 5 days. (to 0)',
      'support-bot: @carol, can you help? (to 1)',
      'alice: @support-bot opening hours?',
      'support-bot: From 9:00 to 17:00. (to 4)',
    ]);
  });

  it('answers what came while it was away, also what was still being sent then', async () => {
    const { id } = await groupOf(alice, bot);
    const proxy = await TcpProxy.before(api.url);
    closing = [() => proxy.close()];
    const program = await start(proxy.url);
    proxy.be('down');
    await ask(id, 'refund?');
    await until(() => program.stderr !== '');
    proxy.be('up');
    await allRead(id);

    const upload = await ask(id, 'order status?', { status: 'SENDING' });
    await ask(id, 'opening hours?');
    await until(async () => (await timeline(id)).length === 5);
    expect(await program.end('SIGINT')).toBe(0);
    await ok(alice.updateMessageStatus(upload.id, { status: 'SENT' }));
    await start(proxy.url);
    await allRead(id);
    expect(await timeline(id)).toEqual([
      'alice: @support-bot refund?',
      'support-bot: Within 5 days. (to 0)',
      'alice: @support-bot order status?',
      'alice: @support-bot opening hours?',
      'support-bot: From 9:00 to 17:00. (to 3)',
      'support-bot: See your account. (to 2)',
    ]);
  });

  it('comes when it is added to a group, and goes on when it is removed', async () => {
    const program = await start();
    const [joined, other] = [await groupOf(alice), await groupOf(alice, bot)];
    await ask(joined.id, 'refund, before it came?');
    await add(alice, joined.id, bot);
    await ask(joined.id, 'refund?');
    await allRead(joined.id);
    await remove(alice, joined.id, bot);
    await ask(joined.id, 'refund, after it left?');
    await ask(other.id, 'opening hours?');
    await allRead(other.id);
    await add(alice, joined.id, bot);
    await ask(joined.id, 'order status?');
    await allRead(joined.id);
    expect(await program.end('SIGTERM')).toBe(0);
    expect(program.stderr).toBe('');
    expect((await timeline(joined.id)).filter((line) => !line.includes('_participants by'))).toEqual([
      'alice: @support-bot refund, before it came?',
      'alice: @support-bot refund?',
      'support-bot: Within 5 days. (to 2)',
      'alice: @support-bot refund, after it left?',
      'alice: @support-bot order status?',
      'support-bot: See your account. (to 7)',
    ]);
    expect(await timeline(other.id)).toEqual([
      'alice: @support-bot opening hours?',
      'support-bot: From 9:00 to 17:00. (to 0)',
    ]);
  });

  it('says what is wrong with its settings', async () => {
    const settings = { CHAT_URL: api.url, CHAT_TOKEN: 'none', CHAT_HUMAN: 'carol' };
    const [unset, unread, unknown, user] = [
      run({}, table),
      run(settings, path.join(folder, 'none.json')),
      run(settings, table),
      run({ ...settings, CHAT_TOKEN: api.user().token }, table),
    ];
    expect(await Promise.all([unset, unread, unknown, user].map((program) => program.end()))).toEqual([1, 1, 1, 1]);
    expect(unset.stderr).toContain('usage: CHAT_URL=…');
    expect(unread.stderr).toContain('none.json: ENOENT');
    expect(unknown.stderr).toContain('401 token_invalid');
    expect(user.stderr).toContain('400 user_id_mismatch');
  });
});
