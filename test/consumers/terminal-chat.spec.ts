import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
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

const REGISTER = path.join(import.meta.dirname, '../runner/register-typescript.mjs');
const PROGRAM = path.join(import.meta.dirname, 'terminal-chat.ts');

// A test starts programs one after the other, and their pauses between attempts grow.
jest.setTimeout(90_000);

let api: ApiServer;
let folder: string;
/** Between the server and the programs that are started with its address. */
let network: TcpRelay;
let [isCut, areAnswersLost] = [false, false];
let programs: Program[];
let alice: ApiClient;
let bob: ApiClient;
let chatId: number;

/** The program, as a person runs it. */
class Program {
  readonly ended: Promise<unknown>;
  stderr = '';
  private stdout = '';
  private readonly child: ChildProcessWithoutNullStreams;

  constructor({ userId, token }: ApiClient, CHAT_URL: string) {
    const args = ['--import', REGISTER, PROGRAM, String(chatId), fileOf(userId)];
    this.child = spawn(process.execPath, args, { env: { CHAT_URL, CHAT_TOKEN: token } });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close');
    programs.push(this);
  }

  /** What it has printed, with names as the test has them. */
  get lines(): string[] {
    return this.stdout.split('\n').map((line) => line.replaceAll(/(alice|bob)-\w+/g, '$1'));
  }

  /** What it has printed of the messages of one person. */
  of(name: string): string[] {
    return this.lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  }

  async prints(...lines: string[]): Promise<void> {
    await until(() => lines.every((line) => this.lines.includes(line)));
  }

  type(...lines: string[]): void {
    this.child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** @returns the exit code; null for what ends without one */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    await this.ended;
    return this.child.exitCode;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }
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
    await Promise.all(programs.map((program) => program.kill('SIGKILL')));
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
    const one = new Program(alice, away());
    await one.prints('* online');
    one.type('Hello');
    await one.prints('alice: Hello (sent)');
    const other = new Program(bob, api.url);
    await one.prints('* bob is online', 'alice: Hello (read)');
    expect(one.of('alice')).toEqual(['Hello (sending)', 'Hello (sent)', 'Hello (read)']);
    await other.prints('* online');
    const phone = liveClient(api.url, bob.userId);
    phone.on('status', () => phone.typing(chatId));
    await phone.start();
    await one.prints('* bob is writing');
    phone.stop();

    cut();
    await one.prints('* offline');
    other.type('First', 'Second', 'Third');
    await other.prints('bob: Third (sent)');
    one.type('Meanwhile');
    await one.prints('alice: Meanwhile (waiting)');
    isCut = false;
    await one.prints('alice: Meanwhile (read)');
    await other.prints('bob: Third (read)');
    expect(one.of('bob')).toEqual(['First', 'Second', 'Third']);
    expect(other.of('alice')).toEqual(['Hello', 'Meanwhile']);
    expect(await stored()).toEqual(['Hello', 'First', 'Second', 'Third', 'Meanwhile']);

    one.type('/quit');
    await one.ended;
    expect([one.exitCode, one.stderr]).toEqual([0, '']);
    expect(await other.kill('SIGTERM')).toBe(0);
  });

  it('keeps what is typed without a network, over restarts, and sends it once', async () => {
    let one = new Program(alice, away());
    await one.prints('* online');
    areAnswersLost = true;
    one.type('Once');
    await until(async () => (await stored()).includes('Once'));
    cut();
    areAnswersLost = false;
    await one.prints('* offline');
    one.type('One', 'Two');
    await one.prints('alice: Once (waiting)', 'alice: One (waiting)', 'alice: Two (waiting)');
    await until(() => kept(alice.userId).length === 3);
    await one.kill('SIGKILL');

    const messages = ['Once', 'One', 'Two', 'Three', 'Four'];
    await ok(bob.sendMessage(chatId, { content: 'Meanwhile' }));
    one = new Program(alice, away());
    await one.prints('alice: Two (waiting)');
    one.type('Three', 'Four', '/quit');
    await one.ended;
    expect(one.of('alice')).toEqual(messages.map((content) => `${content} (waiting)`));
    expect(one.lines).toContain(`* 5 not sent yet, kept in ${path.join(folder, 'alice.json')}`);
    expect([one.exitCode, one.stderr]).toEqual([0, '']);
    expect(kept(alice.userId)).toEqual(messages);

    await ok(bob.sendMessage(chatId, { content: 'Are you there?' }));
    one = new Program(alice, away());
    await one.prints('alice: Four (waiting)');
    expect(one.of('bob')).toEqual([]);
    isCut = false;
    await one.prints('* online', ...messages.map((content) => `alice: ${content} (sent)`));
    await until(async () => (await ok(alice.getChat(chatId))).unread_count === 0);
    expect(one.of('bob')).toEqual(['Meanwhile', 'Are you there?']);
    expect(await stored()).toEqual(['Once', 'Meanwhile', 'Are you there?', 'One', 'Two', 'Three', 'Four']);
    expect(kept(alice.userId)).toEqual([]);
  });

  it('says what is refused, and sends it again or gives it up', async () => {
    const one = new Program(alice, api.url);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    const refused = (content: string) =>
      `alice: ${content} (refused: The chat is archived; set its status to ACTIVE to write again.)`;
    one.type('Forget this');
    await one.prints(refused('Forget this'));
    one.type('/discard', 'Keep this');
    await one.prints(refused('Keep this'));
    await ok(alice.updateChatStatus(chatId, { status: 'ACTIVE' }));
    one.type('/retry');
    await one.prints('alice: Keep this (sent)');
    expect(await stored()).toEqual(['Keep this']);
  });

  it('ends with a reason when the token, the chat or the file is not good', async () => {
    const stranger = new Program(api.user('carol'), api.url);
    await writeFile(fileOf(bob.userId), '{ "version":');
    const torn = new Program(bob, api.url);
    const forger = new Program(alice.withToken(alice.token.replace(/.{9}$/, '')), api.url);
    await Promise.all([stranger.ended, forger.ended, torn.ended]);
    expect(stranger.stderr).toMatch(/^There is no chat \d+ for carol-\w+\.\n$/);
    expect(forger.stderr).toBe('The server refuses CHAT_TOKEN: start again with a new one.\n');
    expect(torn.stderr).toMatch(/bob-\w+\.json does not hold unsent messages: SyntaxError/);
    expect([stranger.exitCode, forger.exitCode, torn.exitCode]).toEqual([1, 1, 1]);
  });
});
