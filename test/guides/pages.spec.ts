import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { ChatApi, ChatClient, ClientError, type ShownMessage } from '#libs/client';
import { dataSourceOptions } from '#libs/database';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ExecutedPage } from '../support/executed-page.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { LONGEST_RUN_MS, onStage, runsAsItSays } from '../support/guide-stage.js';
import { Issuer, newKey } from '../support/issuer.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { runPageSnippet } from '../support/page-snippet.js';
import { ownDatabaseUrl } from '../support/test-database.js';

/** A snippet as it is for the server of the test. */
const at = ({ url }: ApiServer, snippet = '') => snippet.replaceAll('127.0.0.1:3000', new URL(url).host);

describe('the guide to a first conversation', () => {
  const stage = onStage('first-conversation');

  it('prints what it says', () => runsAsItSays(stage(), 8), LONGEST_RUN_MS);

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to errors', () => {
  const stage = onStage('errors');

  it('prints what it says', () => runsAsItSays(stage(), 1), LONGEST_RUN_MS);

  it('takes an answer apart', async () => {
    const { page, api } = stage();
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    type Say = (chatId: number, text: string) => Promise<unknown>;
    const say = await runPageSnippet<Say>(at(api, page.code('js')[0]), { token: alice.token }, 'say');
    expect(await say(id, '')).toBe('content: too_short');
    expect(await say(id, 'Hello')).toMatchObject({ content: 'Hello', status: 'SENT' });
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect(await say(id, 'Hello')).toBe('This chat is archived. Restore it to write.');
    await expect(say(999, 'Hello')).rejects.toMatchObject({ status: 404, code: 'chat_not_found' });
  });

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to retries', () => {
  const stage = onStage('retries-and-offline');

  it('prints what it says', () => runsAsItSays(stage(), 2), LONGEST_RUN_MS);

  it('sends once, with a token that expires and answers that are lost', async () => {
    const { page, api } = stage();
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
    const send = await runPageSnippet<Send>(at(api, page.code('js')[0]), around, 'sendMessage');
    expect(await send(id, { content: 'Once', client_message_id: 'one' })).toMatchObject({ content: 'Once' });
    expect(answers).toBe(3);
    await expect(send(id, { content: 'Other', client_message_id: 'one' })).rejects.toMatchObject({
      problem: { code: 'idempotency_key_reused' },
    });
    expect((await ok(alice.listMessages(id))).data.map(({ content }) => content)).toEqual(['Once']);
  });

  it('waits as long as a busy server asks for, and repeats nothing in vain', async () => {
    const { page, api } = stage();
    const { token } = api.user('alice');
    const busy: Record<string, string>[] = [{ 'retry-after': '7' }, {}];
    const library = new ChatApi({
      url: api.url,
      token: () => token,
      fetch: (...request) => {
        const headers = busy.shift();
        return headers === undefined ? fetch(...request) : Promise.resolve(new Response('', { status: 503, headers }));
      },
    });
    const pauses: number[] = [];
    const setTimeout = (act: () => void, ms: number) => (pauses.push(ms), act());
    const { repeated, chat } = await runPageSnippet<{
      repeated: (request: () => Promise<unknown>) => Promise<unknown>;
      chat: { session_id: string };
    }>(page.code('js')[1] ?? '', { api: library, ClientError, setTimeout }, '{ repeated, chat }');
    expect(chat.session_id).toBe('order-1044');
    expect(pauses.map((ms) => Math.floor(ms / 1_000))).toEqual([7, 0]);
    const missing = repeated(() => library.getChat({ path: { chat_id: 2 ** 50 } }));
    await expect(missing).rejects.toMatchObject({ status: 404 });
    expect(pauses).toHaveLength(2);
  });

  it('sends with the library', async () => {
    const { page, api } = stage();
    const alice = api.user('alice');
    const { userId, token } = alice;
    const { id: chatId } = await ok(alice.createChat());
    const kept = new Map<string, string>();
    const localStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    };
    const shown: string[] = [];
    const show = (messages: readonly ShownMessage[]) => shown.push(messages.at(-1)?.status ?? '');
    const around = { ChatClient, localStorage, userId, chatId, show, getToken: () => token };
    const { chat, message } = await runPageSnippet<{ chat: ChatClient; message: { content: string } }>(
      at(api, page.code('js')[2]),
      around,
      '{ chat, message }',
    );
    await chat.stop();
    expect(message.content).toBe('Hello');
    expect(shown[0]).toBe('SENDING');
    expect([...kept.keys()]).toEqual([`outbox of ${userId}`]);
    expect((await ok(alice.listMessages(chatId))).data.map(({ content }) => content)).toEqual(['Hello']);
  });

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to tokens', () => {
  const stage = onStage('tokens', { JWT_LEEWAY_SECONDS: '0' });

  it('prints what it says', () => runsAsItSays(stage(), 3), LONGEST_RUN_MS);

  it('connects again when its token has expired', async () => {
    const { page, api } = stage();
    const token = makeToken({ sub: 'alice', exp: inSeconds(6) });
    const ended = new Promise<string>((connectAgain) => {
      const around = { WebSocket, token, connectAgain: () => connectAgain('connects again') };
      void runPageSnippet(at(api, page.code('js')[0]), around, 'socket');
    });
    expect(await ended).toBe('connects again');
  });

  it.each([
    [
      'Auth0',
      0,
      { sub: 'auth0|66a', scope: 'openid profile', azp: 'web', aud: ['https://chat.example.com', 'userinfo'] },
    ],
    ['Keycloak', 1, { sub: 'f3c1', typ: 'Bearer', azp: 'web', scope: 'profile email', aud: ['chat', 'account'] }],
  ])('takes the tokens of %s', async (_name, nth, claims) => {
    const key = newKey('RS256', 'of-the-issuer');
    const issuer = await Issuer.start(key);
    const settings = Object.fromEntries(
      [...(stage().page.code('env')[nth] ?? '').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>;
    const { pathname } = new URL(settings['JWT_JWKS_URL'] ?? '');
    const api = await startApi({ ...settings, JWT_JWKS_URL: new URL(pathname, issuer.url).href });
    const iss = settings['JWT_ISSUER'];
    const answer = (token: string) => api.user().withToken(token).listChats({ user_id: 'bob' });
    expect((await answer(issuer.token(key, { ...claims, iss }))).problem.code).toBe('user_id_mismatch');
    expect((await answer(issuer.token(key, { ...claims, iss, scope: 'chat:service' }))).status).toBe(200);
    for (const other of [{ iss: `${iss}x` }, { iss, aud: 'account' }])
      expect((await answer(issuer.token(key, { ...claims, ...other }))).status).toBe(401);
    await api.close();
    await issuer.close();
  });

  it('says how to revoke', () => expect(stage().page.code('sh')).toEqual(['npm run admin -- revoke alice\n']));

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
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
          .map((line) => line.trim().replace(/^# +/, ''));
      const compose = lines(await readFile('docker-compose.yml', 'utf8')).join('\n');
      for (const snippet of [...page.code('yaml'), ...page.code('sh')])
        expect(compose).toContain(lines(snippet).join('\n'));

      // What node-postgres does by itself is not a parameter of the connection's start.
      const {
        Client: _client,
        query_timeout: _query,
        keepAlive: _socket,
        idleTimeoutMillis: _pool,
        ...atStart
      } = dataSourceOptions({ url: '', poolSize: 1 }).extra;
      const [pooler = ''] = page.code('ini');
      const ignored = /^ignore_startup_parameters = (.*)$/m.exec(pooler)?.[1]?.split(',');
      expect(ignored?.toSorted()).toEqual(Object.keys(atStart).toSorted());
      // test/faults/behind-nginx.spec.ts runs it.
      expect(page.code('nginx')).toHaveLength(1);
      expect(page.unexecuted).toEqual([]);
    },
    LONGEST_RUN_MS,
  );
});
