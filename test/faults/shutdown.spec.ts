import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Agent } from 'node:http';
import path from 'node:path';
import { Client } from 'pg';
import { readPostmaster } from '../../libs/embedded/src/postmaster-file.js';
import { findProcess } from '../../libs/embedded/src/process-table.js';
import { type Answer, beginExchange, exchange, type Request } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { until } from '../support/until.js';
import { postmasterUrl } from './postmaster-url.js';

const headers = { authorization: `Bearer ${makeToken({ sub: 'alice' })}`, 'content-type': 'application/json' };
const SENDERS = 8;

describe('SIGTERM', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let cluster: string;
  let service: ServiceProcess;
  let chatId: number;
  beforeEach(async () => {
    data = await newDataFolder();
    cluster = path.join(data.folder, 'data/postgres/cluster');
    service = await ServiceProcess.start(data.folder);
    const { json } = await ask('/chats', { method: 'POST', body: '{}' });
    ({ id: chatId } = json as { id: number });
  }, 120_000);
  afterEach(async () => {
    await service.stop();
    await data.remove();
  }, 60_000);

  const ask = (below: string, request: Request = {}) =>
    exchange(service.url, `/api/v1${below}`, { headers, ...request });

  const send = (key: string, agent?: Agent): Promise<Answer> =>
    ask(`/chats/${chatId}/messages`, {
      method: 'POST',
      agent,
      body: JSON.stringify({ content: key, client_message_id: key }),
    });

  /** Keys of all messages in the chat. */
  const stored = async (): Promise<string[]> => {
    const keys: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { json } = await ask(`/chats/${chatId}/messages?limit=100${cursor && `&cursor=${cursor}`}`);
      const page = json as { data: { client_message_id: string }[]; next_cursor: string | null };
      keys.push(...page.data.map((message) => message.client_message_id));
      cursor = page.next_cursor;
    }
    return keys.sort();
  };

  /** Sends over one keep-alive connection until nobody listens any more. */
  const keepSending = async (sender: number, answers: Map<string, Answer>): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; ; i++) {
      const key = `${sender}-${i}`;
      try {
        answers.set(key, await send(key, agent));
      } catch {
        return agent.destroy();
      }
    }
  };

  it('under traffic loses no request that was accepted and no message that was acknowledged', async () => {
    const answers = new Map<string, Answer>();
    const senders = Array.from({ length: SENDERS }, (_, sender) => keepSending(sender, answers));
    await until(() => answers.size >= 10 * SENDERS);
    expect([...answers.values()].some((answer) => answer.headers.connection === 'close')).toBe(false);
    const postmaster = (await readPostmaster(cluster))?.pid ?? 0;
    expect(await findProcess(postmaster)).toBeDefined();

    service.signal('SIGTERM');
    await Promise.all(senders);
    expect(await service.exited()).toBe(0);
    expect(await findProcess(postmaster)).toBeUndefined();
    expect(await readPostmaster(cluster)).toBeUndefined();
    expect([...answers.values()].filter(({ status }) => status !== 200)).toEqual([]);
    // Each connection was told to close before it was closed.
    expect(
      [...answers.values()].filter((answer) => answer.headers.connection === 'close').length,
    ).toBeGreaterThanOrEqual(SENDERS);

    service = await ServiceProcess.start(data.folder);
    // A key that is stored without having been acknowledged would be a request that was accepted and not answered.
    expect(await stored()).toEqual([...answers.keys()].sort());
  }, 120_000);

  it('lets a request that takes its time finish, and says meanwhile that it is not ready', async () => {
    const lock = new Client({ connectionString: await postmasterUrl(cluster) });
    await lock.connect();
    await lock.query('BEGIN');
    await lock.query('SELECT 1 FROM chat WHERE id = $1 FOR UPDATE', [chatId]);
    const slow = send('slow');
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'chat-system-api'`;
    await until(async () => {
      await lock.query('SELECT pg_stat_clear_snapshot()');
      return (await lock.query(waiting)).rows.length === 1;
    });

    // New connections are taken for half a second more; this one is there already.
    const isReady = await beginExchange(service.url, '/health/ready');
    expect((await exchange(service.url, '/health/live')).status).toBe(200);
    service.signal('SIGTERM');
    const isRefused = () =>
      exchange(service.url, '/health/live').then(
        () => false,
        (error: { code?: string }) => error.code === 'ECONNREFUSED',
      );
    await until(isRefused);
    expect(await isReady()).toMatch(/^HTTP\/1\.1 503 /);
    await lock.query('COMMIT');
    await lock.end();
    const { status, headers: said } = await slow;
    expect([status, said.connection]).toEqual([200, 'close']);
    expect(await service.exited()).toBe(0);

    service = await ServiceProcess.start(data.folder);
    expect(await stored()).toEqual(['slow']);
  }, 120_000);
});
