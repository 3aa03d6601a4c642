import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { loadContract } from '../support/contract.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { beginExchange } from '../support/http-exchange.js';
import { tokenOf } from '../support/live-client.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { UPGRADE } from '../support/upgrade.js';

describe('SIGTERM', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let service: ServiceProcess;
  let live: LiveFeeds;
  let alice: ApiClient;
  beforeEach(async () => {
    data = await newDataFolder();
    service = await ServiceProcess.start(data.folder, { DATABASE_URL: await testDatabaseUrl() });
    live = await LiveFeeds.on(service.url);
    const { url } = service;
    alice = new ApiClient({ url, contract: await loadContract(url), token: tokenOf('alice'), userId: 'alice' });
  }, 120_000);
  afterEach(async () => {
    live.close();
    await service.stop();
    await data.remove();
  }, 60_000);

  it('ends every live connection, answers who waits, and the process ends with 0', async () => {
    const { id } = await groupOf(alice);
    const sockets = [await live.socket(alice), await live.socket(alice)];
    const streams = [await live.ofUser(alice), await live.ofChat(alice, id)];
    const logged = (line: string) => service.stdout.split(line).length - 1;
    await until(() => logged('feed opened') === 4);
    const poll = alice.listMessages(id, { after_seq: 0 }, { headers: { prefer: 'wait=30' } });
    // It is waiting by the time that a later request has been answered and this one has not.
    let isAnswered = false;
    void poll.finally(() => (isAnswered = true)).catch(() => undefined);
    await ok(alice.getChat(id));
    expect(isAnswered).toBe(false);

    service.signal('SIGTERM');
    for (const feed of [...sockets, ...streams]) await feed.ended();
    expect(sockets.map(({ code, reason }) => [code, reason])).toEqual(Array(2).fill([1012, 'restart']));
    expect(await ok(poll)).toMatchObject({ data: [], last_seq: 0 });
    expect(await service.exited()).toBe(0);
    expect(logged('feed closed')).toBe(4);
  }, 60_000);

  it('lets nobody begin to listen any more', async () => {
    const { id } = await groupOf(alice);
    const socket = await live.socket(alice);
    const authorization = `Bearer ${alice.token}`;
    const upgrade = { ...UPGRADE, authorization };
    const events = { accept: 'text/event-stream', authorization };
    // New connections are taken for half a second more; these are there already.
    const asked = [
      await beginExchange(service.url, '/realtime', upgrade),
      await beginExchange(service.url, '/api/v1/chats', events),
      await beginExchange(service.url, `/api/v1/chats/${id}/messages`, events),
    ];
    await ok(alice.getChat(id));
    service.signal('SIGTERM');
    await socket.ended();
    for (const ask of asked) {
      const [head, body = ''] = (await ask()).split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 503 /);
      expect(JSON.parse(body)).toMatchObject({ status: 503, code: 'draining' });
    }
    expect(await service.exited()).toBe(0);
  }, 60_000);
});
