import { describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { ChatFeed, type FeedStatus } from './chat-feed.js';
import { ClientError } from './client-error.js';
import { eventStreamFeed } from './event-stream-feed.js';
import type { FeedEnd } from './feed-end.js';
import type { FeedListener } from './feed-transport.js';
import { TokenSource } from './token-source.js';
import type { HelloFrame } from './wire.js';

const AT_ONCE = { baseMs: 0, maxMs: 0 };
const hello = (heartbeat_ms: number): HelloFrame => ({ type: 'hello', epoch: 'one', chats: [], heartbeat_ms });

/** What one connection does; one that never ends waits for the client to give it up. */
type Connection = (listener: FeedListener) => FeedEnd | 'never' | Error;

/** Runs the connections one after the other, until there are no more. */
async function run(connections: Connection[]) {
  const stop = new AbortController();
  const tokens: string[] = [];
  const statuses: FeedStatus[] = [];
  let asked = 0;
  let checks = 0;
  const feed = new ChatFeed({
    transport: (token, listener, signal) => {
      tokens.push(token);
      const end = connections.shift()?.(listener) ?? 'never';
      if (end instanceof Error) return Promise.reject(end);
      if (end !== 'never') return Promise.resolve(end);
      if (tokens.length > 1 && connections.length === 0) setImmediate(() => stop.abort());
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve('lost'));
      });
    },
    tokens: new TokenSource(() => `token ${++asked}`, 1_000, stop.signal),
    bounds: { backOff: AT_ONCE, restart: AT_ONCE },
    stopped: stop.signal,
    checkToken: () => Promise.resolve(checks++),
    onFrame: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  await feed.run();
  return { tokens, statuses, checks };
}

const greets =
  (end: FeedEnd): Connection =>
  (listener) => {
    listener.frame(hello(1_000_000));
    return end;
  };

describe('the feed', () => {
  it.each<[FeedEnd, string]>([
    ['expired', 'token 2'],
    ['refused', 'token 2'],
    ['slow', 'token 1'],
    ['restart', 'token 1'],
    ['lost', 'token 1'],
  ])('that is %s comes back with %s', async (end, token) => {
    expect((await run([greets(end), () => 'never'])).tokens).toEqual(['token 1', token]);
  });

  it('asks whether it is the token when a connection was refused, and else not', async () => {
    const ends: FeedEnd[] = ['refused', 'lost', 'expired', 'refused'];
    const { checks } = await run([...ends.map((end) => () => end), () => 'never']);
    expect(checks).toBe(2);
  });

  it('comes back when a connection cannot even begin', async () => {
    expect((await run([() => new Error('no such host'), () => 'never'])).tokens).toHaveLength(2);
  });

  it('is online from hello on', async () => {
    const { statuses } = await run([greets('lost'), () => 'lost', () => 'never']);
    expect(statuses.join(' ')).toBe('connecting online offline connecting offline connecting offline');
  });

  it('gives up a connection on which nothing comes any more', async () => {
    const silent: Connection = (listener) => {
      listener.frame(hello(1));
      return 'never';
    };
    expect((await run([silent, () => 'never'])).statuses.slice(0, 4)).toEqual([
      'connecting',
      'online',
      'offline',
      'connecting',
    ]);
  });

  it.each<FeedEnd>(['lost', 'restart'])('that is %s does not wait longer when it is woken', async (end) => {
    const stop = new AbortController();
    const bounds = { baseMs: 3_600_000, maxMs: 3_600_000 };
    let connected = 0;
    const feed = new ChatFeed({
      transport: () => {
        if (++connected === 2) stop.abort();
        return Promise.resolve(end);
      },
      tokens: new TokenSource(() => 'token', 1_000, stop.signal),
      bounds: { backOff: bounds, restart: bounds },
      stopped: stop.signal,
      checkToken: () => Promise.resolve(),
      onFrame: () => undefined,
      // What waits has begun to by then.
      onStatus: (status) => void (status === 'offline' && setImmediate(() => feed.wake())),
    });
    await feed.run();
    expect(connected).toBe(2);
  });

  it('as events rejects with what the server asks to wait', async () => {
    const headers = { 'retry-after': '7', 'content-type': 'application/problem+json' };
    const transport = eventStreamFeed(
      () => Promise.resolve(new Response('{}', { status: 503, headers })),
      'http://chat.example.com',
      'alice',
    );
    const told = { opened: () => undefined, alive: () => undefined, frame: () => undefined };
    const error: unknown = await transport('token', told, new AbortController().signal).catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'ClientError', status: 503, retryAfterMs: 7_000 });
  });

  it.each(['the connection', 'the check of the token'] as const)(
    'does not connect before the server wants it, as the answer to %s says',
    async (what) => {
      const later = new ClientError(503, undefined, { retryAfterMs: 3_600_000 });
      const stop = new AbortController();
      let [connected, checked] = [0, 0];
      const feed = new ChatFeed({
        transport: () => {
          connected++;
          return what === 'the connection' ? Promise.reject(later) : Promise.resolve('refused');
        },
        tokens: new TokenSource(() => 'token', 1_000, stop.signal),
        bounds: { backOff: AT_ONCE, restart: AT_ONCE },
        stopped: stop.signal,
        checkToken: () => {
          checked++;
          return Promise.reject(later);
        },
        onFrame: () => undefined,
        onStatus: () => undefined,
      });
      const running = feed.run();
      await until(() => connected === 1);
      feed.wake();
      await run([() => 'lost', () => 'lost', () => new Error('no such host'), () => 'never']);
      expect([connected, checked]).toEqual([1, what === 'the connection' ? 0 : 1]);
      stop.abort();
      await running;
    },
  );
});
