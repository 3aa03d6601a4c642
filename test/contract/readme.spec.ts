import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { ChatClient, type ShownMessage } from '#libs/client';
import { settingSpecs } from '#libs/config';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { ExecutedPage } from '../support/executed-page.js';
import { ok } from '../support/expectations.js';
import { LONGEST_RUN_MS, runsAsItSays } from '../support/guide-stage.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

describe('the README', () => {
  let api: ApiServer;
  let page: ExecutedPage;
  beforeAll(async () => {
    // Its people have plain names, and see all chats that ever were of those names.
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
    page = await ExecutedPage.read('README.md');
  });
  afterAll(() => api.close());

  it('holds a first conversation that goes as it says', () => runsAsItSays({ page, api }, 7), LONGEST_RUN_MS);

  it('says how to get a token that the server takes', async () => {
    expect(page.markdown).toContain('npm run --silent token -- alice');
    const environment = { ...process.env, JWT_SECRET: SECRET };
    const command = promisify(execFile)('npm', ['run', '--silent', 'token', '--', 'alice'], { env: environment });
    const token = (await command).stdout.trim();
    expect((await ok(api.user().withToken(token).createChat())).user_id).toBe('alice');
  }, 60_000);

  it('holds a client of ten lines that hears of what happens', async () => {
    const [snippet = ''] = page.code('js');
    const [alice, shown] = [api.user('alice'), new Map<number, number>()];
    const { id } = await ok(alice.createChat());
    const pull = async (chatId: number) => {
      const { last_seq } = await ok(alice.listMessages(chatId, { after_seq: shown.get(chatId) ?? 0 }));
      show(chatId, last_seq);
    };
    const show = (chatId: number, seq: number) => {
      shown.set(chatId, seq);
      known.set(chatId, seq);
    };
    const code = `${snippet.replace('ws://127.0.0.1:3000', api.url.replace('http', 'ws'))}; [socket, known]`;
    const around = { WebSocket, token: alice.token, pull, show };
    const [socket, known] = runInNewContext(code, around) as [WebSocket, Map<number, number>];
    await until(() => shown.has(id));
    for (const content of ['one', 'two', 'three']) await ok(alice.sendMessage(id, content));
    await until(() => shown.get(id) === 3);
    socket.close();
    expect([...shown.keys()]).toEqual([id]);
  });

  it('holds a use of the client library that shows what is sent', async () => {
    const snippet = page.code('js')[1]?.replace('http://127.0.0.1:3000', api.url);
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat());
    const shown: string[][] = [];
    const render = (messages: readonly ShownMessage[]) => shown.push(messages.map(({ status }) => status));
    const around = { ChatClient, token: alice.token, userId: alice.userId, chatId, render };
    const chat = await (runInNewContext(`(async () => { ${snippet}; return chat; })()`, around) as Promise<ChatClient>);
    await until(() => shown.at(-1)?.[0] === 'SENT');
    await chat.stop();
    expect(shown.find((statuses) => statuses.length > 0)).toEqual(['SENDING']);
    expect((await ok(alice.listMessages(chatId))).data.map(({ content }) => content)).toEqual(['Hello']);
  });

  it('lists the nine operations of the document', () => {
    const rows = [...page.markdown.matchAll(/^\| `(\w+)` +\| `(\w+) ([^`]+)` +\|/gm)].map(
      ([, id, method, path]) => `${id} ${method} ${path}`,
    );
    const documented = Object.entries(api.contract.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(rows.toSorted()).toEqual(documented.toSorted());
  });

  it('lists every setting', () => {
    const table = page.markdown.split('## Configuration')[1]?.split('## Deploy')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const named: string[] = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''),
    );
    expect(named.toSorted()).toEqual(Object.keys(settingSpecs).toSorted());
  });

  it('gives commands that package.json has', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...page.markdown.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
