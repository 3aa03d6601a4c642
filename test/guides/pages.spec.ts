import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { ChatApi, ChatClient, ClientError, type ShownMessage } from '#libs/client';
import { dataSourceOptions } from '#libs/database';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ExecutedPage } from '../support/executed-page.js';
import { ok } from '../support/expectations.js';
import { LONGEST_RUN_MS } from '../support/guide-stage.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { freePort } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';

let api: ApiServer;

/** The guide, and a server of its own for it. */
async function open(name: string, environment: Record<string, string> = {}): Promise<ExecutedPage> {
  api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), ...environment });
  return ExecutedPage.read(`docs/guides/${name}.md`);
}

/** Runs a snippet as a script with the server's address, and gives the value of the expression after it. */
function evaluate(snippet: string, expression: string, around: object): unknown {
  const code = snippet.replaceAll('127.0.0.1:3000', new URL(api.url).host);
  return runInNewContext(`${code}\n;(${expression})`, { fetch, AbortSignal, setTimeout, ...around });
}

describe('the guides', () => {
  afterEach(() => api.close());

  it(
    'begin with a first conversation',
    async () => {
      const page = await open('first-conversation');
      const { printed, promised } = await page.run(api.url);
      expect(printed).toEqual(promised);
      expect(printed).toHaveLength(8);
      expect(page.unexecuted).toEqual([]);
    },
    LONGEST_RUN_MS,
  );

  it(
    'explain errors',
    async () => {
      const page = await open('errors');
      const { printed, promised } = await page.run(api.url);
      expect(printed).toEqual(promised);
      const [snippet = ''] = page.code('js');
      const alice = api.user('alice');
      const { id } = await ok(alice.createChat());
      const say = evaluate(snippet, 'say', { token: alice.token }) as (
        chatId: number,
        text: string,
      ) => Promise<unknown>;
      expect(await say(id, '')).toBe('content: too_short');
      expect(await say(id, 'Hello')).toMatchObject({ content: 'Hello', status: 'SENT' });
      await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
      expect(await say(id, 'Hello')).toBe('This chat is archived. Restore it to write.');
      await expect(say(999, 'Hello')).rejects.toMatchObject({ status: 404, code: 'chat_not_found' });
      expect(page.unexecuted).toEqual([]);
    },
    LONGEST_RUN_MS,
  );

  it(
    'explain retries',
    async () => {
      const page = await open('retries-and-offline');
      const { printed, promised } = await page.run(api.url);
      expect(printed).toEqual(promised);
      const [sending = '', repeating = '', outbox = ''] = page.code('js');
      expect(page.unexecuted).toEqual([]);

      const alice = api.user('alice');
      const { id } = await ok(alice.createChat());
      const tokens = ['expired', alice.token];
      let answers = 0;
      const lossy: typeof fetch = async (...request) => {
        const answer = await fetch(...request);
        if (answer.ok && ++answers < 3) throw new TypeError('the answer was lost');
        return answer;
      };
      const around = { fetch: lossy, getToken: () => tokens[0], renewToken: () => tokens.shift() };
      type Send = (chatId: number, body: object) => Promise<object>;
      const send = evaluate(sending, 'sendMessage', around) as Send;
      expect(await send(id, { content: 'Once', client_message_id: 'one' })).toMatchObject({ content: 'Once' });
      expect(answers).toBe(3);
      await expect(send(id, { content: 'Other', client_message_id: 'one' })).rejects.toMatchObject({
        problem: { code: 'idempotency_key_reused' },
      });
      expect(await repeats(repeating)).toBe('order-1042');
      await clientSends(outbox, id);
      expect((await ok(alice.listMessages(id))).data.map(({ content }) => content)).toEqual(['Once', 'Hello']);

      /** What the page gets of a server that is busy at first, and how long it waits. */
      async function repeats(snippet: string): Promise<string> {
        const pauses: number[] = [];
        const busy = [{ 'retry-after': '7' }, {}];
        const library = new ChatApi({
          url: api.url,
          token: () => alice.token,
          fetch: (...request) => {
            const headers = busy.shift();
            return headers === undefined
              ? fetch(...request)
              : Promise.resolve(new Response('', { status: 503, headers }));
          },
        });
        const again = (act: () => void, ms: number) => (pauses.push(ms), act());
        const script = `const using = async () => { ${snippet}; return { repeated, chat }; }`;
        const { repeated, chat } = await (evaluate(script, 'using()', {
          api: library,
          ClientError,
          setTimeout: again,
        }) as Promise<{
          repeated: (request: () => Promise<unknown>) => Promise<unknown>;
          chat: { session_id: string };
        }>);
        expect(pauses.map((ms) => Math.floor(ms / 1_000))).toEqual([7, 0]);
        const missing = repeated(() => library.getChat({ path: { chat_id: 2 ** 50 } }));
        await expect(missing).rejects.toMatchObject({ status: 404 });
        expect(pauses).toHaveLength(2);
        return chat.session_id;
      }

      async function clientSends(snippet: string, chatId: number): Promise<void> {
        const kept = new Map<string, string>();
        const localStorage = {
          getItem: (key: string) => kept.get(key) ?? null,
          setItem: (key: string, text: string) => kept.set(key, text),
        };
        const shown: string[] = [];
        const show = (messages: readonly ShownMessage[]) => shown.push(messages.at(-1)?.status ?? '');
        const { userId, token } = alice;
        const running = evaluate(`const using = async () => { ${snippet}; return { chat, message }; }`, 'using()', {
          ChatClient,
          localStorage,
          userId,
          chatId,
          show,
          getToken: () => token,
        }) as Promise<{ chat: ChatClient; message: { content: string } }>;
        const { chat, message } = await running;
        await chat.stop();
        expect(message.content).toBe('Hello');
        expect(shown[0]).toBe('SENDING');
        expect([...kept.keys()]).toEqual([`outbox of ${userId}`]);
      }
    },
    LONGEST_RUN_MS,
  );

  it(
    'explain tokens',
    async () => {
      const page = await open('tokens', { JWT_LEEWAY_SECONDS: '0' });
      const { printed, promised } = await page.run(api.url);
      expect(printed).toEqual(promised);
      expect(printed).toHaveLength(3);
      const [snippet = ''] = page.code('js');
      const token = makeToken({ sub: 'alice', exp: inSeconds(3) });
      const ended = new Promise<string>((connectAgain) => {
        evaluate(snippet, 'socket', { WebSocket, token, connectAgain: () => connectAgain('connects again') });
      });
      expect(await ended).toBe('connects again');
      expect(page.unexecuted).toEqual([]);
    },
    LONGEST_RUN_MS,
  );
});

describe('the guide to deploying', () => {
  it(
    'starts, watches and stops a server',
    async () => {
      const page = await ExecutedPage.read('docs/guides/deploying.md');
      const PORT = String(await freePort());
      const environment = { NODE_ENV: 'production', DATABASE_URL: await ownDatabaseUrl(), PORT };
      const { printed, promised } = await page.run(`http://127.0.0.1:${PORT}`, environment);
      expect(printed).toEqual(promised);
      expect(printed).toHaveLength(6);

      const lines = (text: string) =>
        text
          .trim()
          .split('\n')
          .map((line) => line.trim());
      const compose = lines(await readFile('docker-compose.yml', 'utf8')).join('\n');
      for (const snippet of [...page.code('yaml'), ...page.code('sh')])
        expect(compose).toContain(lines(snippet).join('\n'));

      // What node-postgres does by itself is not a parameter of the connection's start.
      const {
        query_timeout: _query,
        keepAlive: _socket,
        ...atStart
      } = dataSourceOptions({ url: '', poolSize: 1 }).extra;
      const [pooler = ''] = page.code('ini');
      const ignored = /^ignore_startup_parameters = (.*)$/m.exec(pooler)?.[1]?.split(',');
      expect(ignored?.toSorted()).toEqual(Object.keys(atStart).toSorted());
      expect(page.unexecuted).toEqual([]);
    },
    LONGEST_RUN_MS,
  );
});
