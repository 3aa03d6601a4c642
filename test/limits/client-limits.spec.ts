import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { allMessages } from '../support/page-walk.js';
import { until } from '../support/until.js';

const WRITES = 50;

describe('a client of a server with limits', () => {
  let api: ApiServer;
  let client: ChatClient;
  beforeAll(async () => {
    api = await startApi({
      RATE_LIMITS: 'on',
      RATE_LIMIT_WINDOW_SECONDS: '1',
      RATE_LIMIT_WRITE: String(WRITES),
      RATE_LIMIT_READ: '10',
      RATE_LIMIT_CONNECT: '3',
      RATE_LIMIT_SERVICE_FACTOR: '1000',
      STORED_MB_PER_USER_PER_DAY: '1',
    });
  });
  afterEach(() => client.stop());
  afterAll(() => api.close());

  /** Counts the answers of each kind, e.g. `POST 429`. */
  const counting = () => {
    const counts = new Map<string, number>();
    const counted: typeof globalThis.fetch = async (url, init) => {
      const answer = await fetch(url, init);
      const kind = `${init?.method ?? 'GET'} ${answer.status}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return answer;
    };
    return { counted, of: (kind: string) => counts.get(kind) ?? 0 };
  };
  /** Made by a service, whose limits are others. */
  const chatsOf = async (who: ApiClient, count: number) => {
    const service = api.service();
    const ids: number[] = [];
    for (let nth = 0; nth < count; nth++) ids.push((await ok(service.createChat({ user_id: who.userId }))).id);
    return { service, ids };
  };

  it('sends everything once, in order, and is refused less often than it sends', async () => {
    const alice = api.user('alice');
    const { ids, service } = await chatsOf(alice, 20);
    const { counted, of } = counting();
    client = liveClient(api.url, alice.userId, { fetch: counted });
    await client.start();
    const sends = Array.from({ length: 200 }, (_, nth) =>
      client.send(ids[nth % ids.length]!, { content: `message ${nth}` }),
    );
    await Promise.all(sends.map(({ sent }) => sent));
    for (const [place, id] of ids.entries()) {
      const contents = (await allMessages(service, id)).map(({ content }) => content);
      expect(contents).toEqual(Array.from({ length: 10 }, (_, nth) => `message ${place + nth * ids.length}`));
    }
    expect(of('POST 200')).toBe(200);
    expect(of('POST 429')).toBeGreaterThan(0);
    // Who tries all that waits in each second is refused ten times as often as something is sent.
    expect(of('POST 429')).toBeLessThan(200);
  });

  it('opens many chats, and pulls no faster than it may', async () => {
    const alice = api.user('alice');
    const { ids, service } = await chatsOf(alice, 25);
    for (const id of ids) await ok(service.sendMessage(id, { content: `to ${id}` }));
    const { counted, of } = counting();
    client = liveClient(api.url, alice.userId, { fetch: counted });
    await client.start();
    await Promise.all(ids.map((id) => client.open(id)));
    expect(ids.map((id) => client.messages(id).map(({ content }) => content))).toEqual(ids.map((id) => [`to ${id}`]));
    expect(of('GET 429')).toBeLessThan(2 * ids.length);
  });

  it.each(['websocket', 'sse'] as const)('connects again by %s when it may', async (transport) => {
    const alice = api.user('alice');
    const { ids, service } = await chatsOf(alice, 1);
    const { counted, of } = counting();
    client = liveClient(api.url, alice.userId, { transport, fetch: counted });
    for (let nth = 0; nth < 3; nth++)
      await ok(alice.listMessages(ids[0]!, { after_seq: 0 }, { headers: { prefer: 'wait=0' } }));
    await client.start();
    await client.open(ids[0]!);
    await ok(service.sendMessage(ids[0]!, { content: 'live' }));
    await until(() => client.messages(ids[0]!).some(({ content }) => content === 'live'));
    expect(of('GET 429')).toBeLessThanOrEqual(4);
  });

  it('does not repeat what is more than may be stored: it is FAILED, and says why', async () => {
    const alice = api.user('alice');
    const { ids, service } = await chatsOf(alice, 1);
    const part = 'x'.repeat(32_000);
    for (let nth = 0; nth < 31; nth++) await ok(service.sendMessage(ids[0]!, { content: part, user_id: alice.userId }));
    const { counted, of } = counting();
    client = liveClient(api.url, alice.userId, { fetch: counted });
    await client.start();
    const { sent, clientMessageId } = client.send(ids[0]!, { content: part });
    await expect(sent).rejects.toMatchObject({ status: 400, problem: { code: 'quota_exceeded' } });
    await client.send(ids[0]!, { content: 'short' }).sent;
    const failed = client.messages(ids[0]!).find((message) => message.status === 'FAILED');
    expect(failed).toMatchObject({ client_message_id: clientMessageId, problem: { code: 'quota_exceeded' } });
    expect(of('POST 400')).toBe(1);
  });
});
