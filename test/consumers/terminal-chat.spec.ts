import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TcpRelay } from '../chaos/tcp-relay.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { until } from '../support/until.js';
import { RunningProgram } from './running-program.js';

const REGISTER = path.join(import.meta.dirname, '../runner/register-typescript.mjs');
const PROGRAM = path.join(import.meta.dirname, 'terminal-chat.ts');

// A test starts programs one after the other, and their pauses between attempts grow.
jest.setTimeout(90_000);

let api: ApiServer;
let folder: string;
/** Between the server and the programs that are started with its address. */
let network: TcpRelay;
let [isCut, areAnswersLost] = [false, false];
let programs: RunningProgram[];
let alice: ApiClient;
let bob: ApiClient;
let chatId: number;

function run({ userId, token }: ApiClient, CHAT_URL: string): RunningProgram {
  const args = ['--import', REGISTER, PROGRAM, String(chatId), fileOf(userId)];
  const program = new RunningProgram(process.execPath, args, { CHAT_URL, CHAT_TOKEN: token });
  programs.push(program);
  return program;
}

/** What it has printed, with names as the test has them. */
function linesOf({ stdout }: RunningProgram): string[] {
  return stdout.split('\n').map((line) => line.replaceAll(/(alice|bob)-\w+/g, '$1'));
}

/** What it has printed of the messages of one person. */
function saidBy(name: string, program: RunningProgram): string[] {
  const lines = linesOf(program).filter((line) => line.startsWith(`${name}: `));
  return lines.map((line) => line.slice(name.length + 2));
}

async function prints(program: RunningProgram, ...lines: string[]): Promise<void> {
  await until(() => lines.every((line) => linesOf(program).includes(line)));
}

function type(program: RunningProgram, ...lines: string[]): void {
  program.say(lines.join('\n'));
}

function fileOf(userId: string): string {
  return path.join(folder, `${userId}.json`);
}

function kept(userId: string): string[] {
  const text = existsSync(fileOf(userId)) ? readFileSync(fileOf(userId), 'utf8') : '{ "entries": [] }';
  const { entries } = JSON.parse(text) as { entries: { draft: { content: string } }[] };
  return entries.map(({ draft }) => draft.content);
}

async function stored(): Promise<string[]> {
  return (await ok(alice.listMessages(chatId))).data.map(({ content }) => content);
}

describe('the chat in the terminal', () => {
  beforeEach(async () => {
    programs = [];
    [isCut, areAnswersLost] = [false, false];
    api = await startApi();
    folder = await mkdtemp(path.join(os.tmpdir(), 'terminal-chat-'));
    network = await TcpRelay.listen({
      target: () => (isCut ? undefined : Number(new URL(api.url).port)),
      filter: () => new Transform({ transform: (bytes, _, done) => done(null, areAnswersLost ? null : bytes) }),
    });
    [alice, bob] = [api.user('alice'), api.user('bob')];
    chatId = (await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId] }))).id;
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.end('SIGKILL')));
    await network.close();
    await api.close();
    await rm(folder, { recursive: true });
  });

  const away = () => `http://127.0.0.1:${network.port}`;
  const cut = () => {
    isCut = true;
    network.cut();
  };

  it('shows what both write, who is there, who is writing and what was read, and goes on after a cut', async () => {
    const one = run(alice, away());
    await prints(one, '* online');
    type(one, 'Hello');
    await prints(one, 'alice: Hello (sent)');
    // Who was only put into a group is not told of: Bob takes part by reacting.
    await ok(bob.addReaction((await ok(bob.listMessages(chatId))).data[0]?.id ?? 0, '👋'));
    const other = run(bob, api.url);
    await prints(one, '* bob is online', 'alice: Hello (read)');
    expect(saidBy('alice', one)).toEqual(['Hello (sending)', 'Hello (sent)', 'Hello (read)']);
    await prints(other, '* online');
    const phone = liveClient(api.url, bob.userId);
    phone.on('status', () => phone.typing(chatId));
    await phone.start();
    await prints(one, '* bob is writing');
    await phone.stop();

    cut();
    await prints(one, '* offline');
    type(other, 'First', 'Second', 'Third');
    await prints(other, 'bob: Third (sent)');
    type(one, 'Meanwhile');
    await prints(one, 'alice: Meanwhile (waiting)');
    isCut = false;
    await prints(one, 'alice: Meanwhile (read)');
    await prints(other, 'bob: Third (read)');
    expect(saidBy('bob', one)).toEqual(['First', 'Second', 'Third']);
    expect(saidBy('alice', other)).toEqual(['Hello', 'Meanwhile']);
    expect(await stored()).toEqual(['Hello', 'First', 'Second', 'Third', 'Meanwhile']);

    type(one, '/quit');
    expect([await one.end(), one.stderr]).toEqual([0, '']);
    expect(await other.end('SIGTERM')).toBe(0);
  });

  it('keeps what is typed without a network, over restarts, and sends it once', async () => {
    let one = run(alice, away());
    await prints(one, '* online');
    areAnswersLost = true;
    type(one, 'Once');
    await until(async () => (await stored()).includes('Once'));
    cut();
    areAnswersLost = false;
    await prints(one, '* offline');
    type(one, 'One', 'Two');
    await prints(one, 'alice: Once (waiting)', 'alice: One (waiting)', 'alice: Two (waiting)');
    await until(() => kept(alice.userId).length === 3);
    await one.end('SIGKILL');

    const messages = ['Once', 'One', 'Two', 'Three', 'Four'];
    await ok(bob.sendMessage(chatId, { content: 'Meanwhile' }));
    one = run(alice, away());
    await prints(one, 'alice: Two (waiting)');
    type(one, 'Three', 'Four', '/quit');
    const exitCode = await one.end();
    expect(saidBy('alice', one)).toEqual(messages.map((content) => `${content} (waiting)`));
    expect(linesOf(one)).toContain(`* 5 not sent yet, kept in ${path.join(folder, 'alice.json')}`);
    expect([exitCode, one.stderr]).toEqual([0, '']);
    expect(kept(alice.userId)).toEqual(messages);

    await ok(bob.sendMessage(chatId, { content: 'Are you there?' }));
    one = run(alice, away());
    await prints(one, 'alice: Four (waiting)');
    expect(saidBy('bob', one)).toEqual([]);
    isCut = false;
    await prints(one, '* online', ...messages.map((content) => `alice: ${content} (sent)`));
    await until(async () => (await ok(alice.getChat(chatId))).unread_count === 0);
    expect(saidBy('bob', one)).toEqual(['Meanwhile', 'Are you there?']);
    expect(await stored()).toEqual(['Once', 'Meanwhile', 'Are you there?', 'One', 'Two', 'Three', 'Four']);
    expect(kept(alice.userId)).toEqual([]);
  });

  it('edits and deletes, also without a network, and shows what others changed', async () => {
    let one = run(alice, away());
    const other = run(bob, api.url);
    await prints(one, '* online');
    await prints(other, '* online');
    type(one, '/delete', 'Helo', 'Nonsense');
    await prints(one, '* there is nothing of yours to change', 'alice: Nonsense (read)');
    type(one, '/delete');
    await prints(other, 'alice: (deleted)');
    cut();
    await prints(one, '* offline');
    type(one, '/edit Hello');
    await until(() => saidBy('alice', one).some((line) => line.startsWith('Hello')));
    await until(() => kept(alice.userId).length === 1);
    await one.end('SIGKILL');
    isCut = false;
    one = run(alice, away());
    await prints(other, 'alice: Hello (edited)');
    await prints(one, 'alice: Hello (edited) (read)', 'alice: (deleted) (read)');
    expect(await stored()).toEqual(['Hello', '', '', '']);

    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    type(one, '/edit Goodbye');
    await until(() => linesOf(one).some((line) => line.startsWith('* not changed: ')));
    expect(await stored()).toEqual(['Hello', '', '', '']);
    expect(kept(alice.userId)).toEqual([]);
  });

  it('says what is refused, and sends it again or gives it up', async () => {
    const one = run(alice, api.url);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    const refused = (content: string) =>
      `alice: ${content} (refused: The chat is archived; set its status to ACTIVE to write again.)`;
    type(one, 'Forget this');
    await prints(one, refused('Forget this'));
    type(one, '/discard', 'Keep this');
    await prints(one, refused('Keep this'));
    await ok(alice.updateChatStatus(chatId, { status: 'ACTIVE' }));
    type(one, '/retry');
    await prints(one, 'alice: Keep this (sent)');
    expect(await stored()).toEqual(['Keep this']);
  });

  it('ends with a reason when the token, the chat or the file is not good', async () => {
    const stranger = run(api.user('carol'), api.url);
    await writeFile(fileOf(bob.userId), '{ "version":');
    const torn = run(bob, api.url);
    const forger = run(alice.withToken(alice.token.replace(/.{9}$/, '')), api.url);
    const exitCodes = await Promise.all([stranger.end(), forger.end(), torn.end()]);
    expect(stranger.stderr).toMatch(/^There is no chat \d+ for carol-\w+\.\n$/);
    expect(forger.stderr).toBe('The server refuses CHAT_TOKEN: start again with a new one.\n');
    expect(torn.stderr).toBe('Error: the outbox cannot be read\n');
    expect(exitCodes).toEqual([1, 1, 1]);
  });
});
