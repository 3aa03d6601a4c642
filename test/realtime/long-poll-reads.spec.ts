import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Database } from '#libs/database';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { until } from '../support/until.js';
import { upgrade } from '../support/upgrade.js';

const headers = { prefer: 'wait=30' };

describe('requests that wait', () => {
  let api: ApiServer;
  let [alice, bob, carol, dave]: ApiClient[] = [];
  let chatId: number;
  beforeEach(async () => {
    api = await startApi();
    [alice, bob, carol, dave] = ['alice', 'bob', 'carol', 'dave'].map((name) => api.user(name));
    chatId = (await groupOf(alice!, bob!, carol!, dave!)).id;
    await ok(alice!.sendMessage(chatId, 'the first'));
  });
  afterEach(() => api.close());

  /** Resolves when all of them wait, each with a limit of its own. */
  async function wait(people: readonly ApiClient[], times: number) {
    const polls = people.flatMap((person) =>
      Array.from({ length: times }, (_none, nth) => poll(person, { limit: (nth % 100) + 1 })),
    );
    for (let quiet = 0; quiet < 5;) {
      await until(async () => (await connections()) >= polls.length && isQuiet());
      await delay(10);
      quiet = isQuiet() ? quiet + 1 : 0;
    }
    return polls;
  }

  const poll = (person: ApiClient, more: object = {}) =>
    person.listMessages(chatId, { after_seq: 1, ...more }, { headers });
  const isQuiet = () => {
    const { total, idle, waiting } = api.app.get(Database).load;
    return total === idle && waiting === 0;
  };
  const connections = () =>
    new Promise<number>((resolve) =>
      (api.app.getHttpServer() as Server).getConnections((_error, count) => resolve(count)),
    );

  it.each([
    [1, 1],
    [50, 1],
    [100, 3],
  ])('for the same cost one reading when one message wakes %i of each of %i people', async (times, many) => {
    const people = [bob!, carol!, dave!].slice(0, many);
    const waiting = await wait(people, times);
    const counted = new CountedStatements();
    const sent = await ok(alice!.sendMessage(chatId, 'at last'));
    for (const { data, last_seq } of await Promise.all(waiting.map((one) => ok(one))))
      expect([last_seq, data]).toEqual([2, [sent]]);
    counted.stop();
    expect(counted.texts.length).toBeLessThan(25);
  });

  it('for the same are each told what is theirs: access, what is unread, and as much as they asked for', async () => {
    const bot = api.service('bot');
    const waiting = await wait([alice!, bob!, carol!, bot], 2);
    await ok(act(alice!, chatId, 'remove_participants', { user_ids: [bob!.userId] }));
    await ok(alice!.sendMessage(chatId, 'to those who are left'));
    for (const one of waiting.slice(2, 4)) await refused(one, 404, 'chat_not_found');
    for (const [nth, person] of [alice!, carol!, bot].entries())
      for (const answer of waiting.slice([0, 4, 6][nth], [2, 6, 8][nth])) {
        const shown = await ok(answer);
        const chat = await ok(person.getChat(chatId));
        expect(shown.chat?.unread_count !== undefined).toBe(person !== bot);
        expect(shown.chat).toMatchObject({ participants: chat.participants });
      }
  });

  it('by pages are told as they would be told alone', async () => {
    const limits = [1, 2, 3, 50];
    const waiting = limits.map((limit) => poll(bob!, { after_seq: 0, limit }));
    for (const text of ['two', 'three', 'four']) await ok(alice!.sendMessage(chatId, text));
    await Promise.all(waiting);
    const [together, alone] = [
      await Promise.all(limits.map((limit) => ok(poll(bob!, { after_seq: 0, limit })))),
      await Promise.all(limits.map((limit) => ok(bob!.listMessages(chatId, { after_seq: 0, limit })))),
    ];
    expect(together).toEqual(alone);
  });

  it('count as live connections, which are counted before anything is waited for', async () => {
    const live = await LiveFeeds.on(api.url);
    const waiting = await wait([bob!], 40);
    const feeds = await Promise.all(Array.from({ length: 80 }, () => live.ofChat(bob!, chatId)));
    expect(feeds.filter(({ status }) => status === 200)).toHaveLength(60);
    expect(feeds.filter(({ status }) => status === 429)).toHaveLength(20);
    await refused(poll(bob!), 429, 'too_many_feeds');
    expect((await upgrade(api.url, { authorization: `Bearer ${bob!.token}` })).status).toBe(429);
    await ok(poll(carol!, { after_seq: 0 }));
    await ok(alice!.sendMessage(chatId, 'at last'));
    await Promise.all(waiting.map((one) => ok(one)));
    await ok(poll(bob!));
    live.close();
  });

  it('are let go of when they are refused', async () => {
    const mallory = api.user('mallory');
    for (let nth = 0; nth < 120; nth++) await refused(poll(mallory), 404, 'chat_not_found');
    for (let nth = 0; nth < 120; nth++) await refused(poll(mallory, { before: 3 }), 400, 'conflicting_parameters');
  });
});
