import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChatApi } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const MANY = 50;

/** For as long as nobody wakes it up. */
const LONG = { baseMs: 3_600_000, maxMs: 3_600_000 };

const times = <T>(make: (nth: number) => T): T[] => Array.from({ length: MANY }, (_, nth) => make(nth));

describe('a client that waits for much at once has Node.js warn of nothing', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let warnings: string[];
  /** Of listeners only: the server is in this process, too. */
  const onWarning = ({ name, message }: Error) =>
    void (name === 'MaxListenersExceededWarning' && warnings.push(message));
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
  });
  beforeEach(() => {
    warnings = [];
    process.on('warning', onWarning);
  });
  afterEach(() => void process.off('warning', onWarning));
  afterAll(() => api.close());

  /** A warning is emitted a tick after its cause. */
  const expectNoWarning = async () => {
    await setImmediate();
    expect(warnings).toEqual([]);
  };

  it('with many open chats, each with a question, and a message and a receipt that wait for a network', async () => {
    const network = await TcpProxy.before(api.url);
    const errors: unknown[] = [];
    const lost: unknown[] = [];
    const counting: typeof fetch = (...request) =>
      fetch(...request).catch((error: unknown) => {
        lost.push(request[1]?.method);
        throw error;
      });
    const client = liveClient(network.url, alice.userId, { backOff: LONG, fetch: counting });
    client.on('error', (error) => errors.push(error));
    await client.start();
    const chats = await Promise.all(times(() => ok(alice.createChat())));
    await Promise.all(chats.map(({ id }) => client.open(id)));
    const messages = await Promise.all(chats.map(({ id }) => ok(alice.sendMessage(id, 'Hello'))));
    await until(() => chats.every(({ id }) => client.messages(id).length === 1));
    network.be('down');
    const questions = chats.map(({ id }) => client.ask(id, { content: 'Is it?' }));
    for (const { id, chat_id } of messages) client.read(chat_id, id);
    const opened = times((nth) => client.open(2 ** 50 + nth));
    const requests = times(() => client.api.listChats());
    const failed = await Promise.allSettled(requests);
    expect(failed.map(({ status }) => status)).toEqual(times(() => 'rejected'));
    await until(() => ['POST', 'PATCH'].every((method) => lost.filter((one) => one === method).length >= MANY));
    await expectNoWarning();
    await client.stop();
    const outcomes = await Promise.allSettled([...questions, ...opened]);
    expect(outcomes).toMatchObject([...questions, ...opened].map(() => ({ reason: { name: 'Stopped' } })));
    await expectNoWarning();
    expect(errors).toEqual([]);
    await network.close();
  });

  it('with many requests that one signal ends, and leaves no listener behind', async () => {
    const { id: chat_id, last_seq: after_seq } = await ok(alice.createChat());
    const { signal, end } = endable();
    const headers = { Prefer: 'wait=30' };
    const client = new ChatApi({ url: api.url, token: () => alice.token });
    const waiting = times(() => client.listMessages({ path: { chat_id }, query: { after_seq }, headers, signal }));
    await Promise.all(times(() => client.getChat({ path: { chat_id }, signal })));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await expectNoWarning();
    end(new Error('left the page'));
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes).toMatchObject(times(() => ({ reason: { status: 0, cause: { message: 'left the page' } } })));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    await expectNoWarning();
  });
});

function endable(): { signal: AbortSignal; end: (reason: Error) => void } {
  const controller = new AbortController();
  return { signal: controller.signal, end: (reason) => controller.abort(reason) };
}
