import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatClient, type ShownMessage } from '#libs/client';
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

  it('is at most 10 KB', () => expect(Buffer.byteLength(page.markdown)).toBeLessThanOrEqual(10_240));

  it('holds a conversation that goes as it says', () => runsAsItSays({ page, api }, 2), LONGEST_RUN_MS);

  it('says how to get a token that the server takes', async () => {
    expect(page.markdown).toContain('npm run --silent token -- alice');
    const environment = { ...process.env, JWT_SECRET: SECRET };
    const command = promisify(execFile)('npm', ['run', '--silent', 'token', '--', 'alice'], { env: environment });
    const token = (await command).stdout.trim();
    expect((await ok(api.user().withToken(token).createChat())).user_id).toBe('alice');
  }, 60_000);

  it('holds a use of the client library that shows what is sent', async () => {
    const snippet = page.code('js')[0]?.replace('http://127.0.0.1:3000', api.url);
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

  it('gives commands that package.json has', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...page.markdown.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
