import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { ApiClient } from '../support/api-client.js';
import { loadContract } from '../support/contract.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { hasNginx, NginxServer } from '../support/nginx-server.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';

const SENDERS = 8;

if (!hasNginx) console.warn('there is no nginx: the service is not tested behind one');

describe('two servers behind nginx, configured as the guide says', () => {
  if (!hasNginx) {
    it('are not tested: there is no nginx', () => expect(hasNginx).toBe(false));
    return;
  }

  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let servers: ServiceProcess[];
  let nginx: NginxServer;
  let alice: ApiClient;
  const environments: Record<string, string>[] = [];
  beforeAll(async () => {
    data = await newDataFolder();
    const DATABASE_URL = await ownDatabaseUrl();
    for (const PORT of [String(await freePort()), String(await freePort())])
      environments.push({ DATABASE_URL, PORT, TRUST_PROXY: '127.0.0.1', WORKER: 'off' });
    servers = await Promise.all(environments.map((environment) => ServiceProcess.start(data.folder, environment)));
    nginx = await NginxServer.start(data.folder, environments.map(({ PORT }) => PORT) as [string, string]);
    const token = makeToken({ sub: 'alice' });
    // The documents come through it, too.
    alice = new ApiClient({ url: nginx.url, contract: await loadContract(nginx.url), token, userId: 'alice' });
  }, 120_000);
  afterAll(async () => {
    await nginx.stop();
    for (const server of servers) await server.stop();
    await data.remove();
  }, 60_000);

  const headers = () => ({ authorization: `Bearer ${alice.token}`, 'content-type': 'application/json' });

  describe.each([
    ['is too large', 413, 'POST', '/api/v1/chats', {}],
    ['comes without a token', 401, 'POST', '/api/v1/chats', { authorization: '' }],
    ['leads nowhere', 404, 'POST', '/api/v1/nothing', {}],
    ['comes by the wrong method', 405, 'PUT', '/api/v1/chats', {}],
    ['has another type', 413, 'POST', '/api/v1/chats', { 'content-type': 'text/plain' }],
    ['is encoded', 415, 'POST', '/api/v1/chats', { 'content-encoding': 'br' }],
    ['has a malformed query', 400, 'POST', '/api/v1/chats?q=%zz', {}],
  ])('a body that %s', (_name, status, method, path, more) => {
    it('is refused by the server, not by nginx', async () => {
      const body = Buffer.alloc(2_000_000, 0x20);
      const sending = { method, headers: { ...headers(), ...more }, body };
      const answers = await Promise.all(Array.from({ length: 12 }, () => exchange(nginx.url, path, sending)));
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
      for (const { problem } of answers) expect(problem.request_id).toEqual(expect.any(String));
    });
  });

  it('passes on what is live, and what is compressed', async () => {
    const live = await LiveFeeds.on(nginx.url);
    const { id: chatId } = await ok(alice.createChat());
    const feeds = [await live.ofChat(alice, chatId), await live.ofUser(alice), await live.socket(alice)];
    await feeds[0]?.next('hello');
    const content = 'Where is my order? '.repeat(200);
    await ok(alice.sendMessage(chatId, content));
    for (const feed of feeds) await feed.reached(chatId, 1);
    const asking = request(`${nginx.url}/api/v1/chats/${chatId}/messages`, {
      headers: { ...headers(), 'accept-encoding': 'gzip' },
    }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect([answer.headers['content-encoding'], answer.headers['content-type']]).toEqual([
      'gzip',
      'application/json; charset=utf-8',
    ]);
    expect(JSON.parse(gunzipSync(await buffer(answer)).toString())).toMatchObject({ data: [{ content }] });
    const known = { ...headers(), 'accept-encoding': 'gzip', 'if-none-match': String(answer.headers.etag) };
    expect((await exchange(nginx.url, `/api/v1/chats/${chatId}/messages`, { headers: known })).status).toBe(304);
    live.close();
  });

  it('answers every request while the servers are restarted in turn, six times', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const answers = new Map<string, number>();
    let isOver = false;
    const keepSending = async (sender: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let nth = 0; !isOver; nth++) {
        const key = `${sender}-${nth}`;
        const body = JSON.stringify({ content: key, client_message_id: key });
        const sending = { method: 'POST', headers: headers(), body, agent };
        answers.set(key, (await exchange(nginx.url, `/api/v1/chats/${chatId}/messages`, sending)).status);
        // Idle between two sends, as connections of people are.
        if (sender % 2 === 0) await delay(Math.random() * 20);
      }
      agent.destroy();
    };
    const senders = Array.from({ length: SENDERS }, (_, sender) => keepSending(sender));
    for (let restart = 0; restart < 6; restart++) {
      const nth = restart % 2;
      await servers[nth]?.stop();
      servers[nth] = await ServiceProcess.start(data.folder, environments[nth]);
    }
    isOver = true;
    await Promise.all(senders);
    const failed = [...answers].filter(([, status]) => status !== 200);
    expect([failed, failed.length === 0 ? '' : await nginx.errors()]).toEqual([[], '']);
    const { last_seq: stored } = await ok(alice.getChat(chatId));
    expect(stored).toBe(answers.size);
  }, 180_000);
});
