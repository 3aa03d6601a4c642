import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { freshMetrics, sumOf } from '../support/fresh-metrics.js';
import { RawConnection } from '../support/raw-connection.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;

describe('requests behind a feed on a connection that breaks', () => {
  let api: ApiServer;
  beforeAll(async () => (api = await startApi({ RATE_LIMITS: 'off' })));
  afterAll(() => api.close());

  const startFeed = async (authorization: string) => {
    const connection = await RawConnection.open(api.url);
    connection.head('GET /api/v1/chats HTTP/1.1', { authorization, accept: 'text/event-stream' });
    await connection.answered();
    return connection;
  };

  it.each([true, false])('do not count as bodies that are under way: whole %s', async (isWhole) => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const authorization = `Bearer ${alice.token}`;
    const body = JSON.stringify({ content: 'x', padding: 'z'.repeat(6 * MIB) });
    const post = (connection: RawConnection, length = body.length) => {
      const headers = { authorization, 'content-type': 'application/json', 'content-length': `${length}` };
      connection.head(`POST /api/v1/chats/${chatId}/messages HTTP/1.1`, headers);
    };
    const server = api.app.getHttpServer() as Server;
    for (let time = 0; time < 8; time++) {
      const broken = await startFeed(authorization);
      for (let each = 0; each < 4; each++) {
        const read = once(server, 'request').then(async ([request]) => {
          if (isWhole) await once(request as IncomingMessage, 'end');
        });
        post(broken);
        await broken.write(isWhole || each < 3 ? body : body.slice(0, MIB));
        await read;
      }
      await ok(alice.getChat(chatId));
      broken.close();
    }
    await until(async () => {
      const next = await RawConnection.open(api.url);
      post(next);
      await next.write(body);
      await next.answered();
      next.close();
      return next.received.includes('unknown_field');
    });
  });

  it('do not count as feeds, nor as requests that wait', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const { last_seq: seq } = await ok(alice.getChat(chatId));
    const authorization = `Bearer ${alice.token}`;
    const path = `/api/v1/chats/${chatId}/messages?after_seq=${seq}`;
    for (let time = 0; time < 2; time++) {
      const broken = await startFeed(authorization);
      for (let each = 0; each < 15; each++) {
        broken.head(`GET ${path} HTTP/1.1`, { authorization, accept: 'text/event-stream' });
        broken.head(`GET ${path} HTTP/1.1`, { authorization, prefer: 'wait=30' });
      }
      await until(async () => (await openFeeds()) > 10);
      broken.close();
      await until(async () => (await openFeeds()) === 0);
    }
    const answer = await alice.listMessages(chatId, { after_seq: seq }, { headers: { prefer: 'wait=1' } });
    expect(answer.status).toBe(200);
  });

  const openFeeds = async () => sumOf(await freshMetrics(api.url), 'live_feeds');
});
