import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRedis, RedisServer } from '../chaos/redis-server.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { type Person, personOf } from '../support/person-of.js';
import { newDataFolder } from '../support/service-process.js';
import { freshly, SyncedChat } from '../support/synced-chat.js';
import { until } from '../support/until.js';

if (!hasRedis) console.warn('there is no redis-server on the PATH: BUS=redis is not tested');

describe('two servers with BUS=redis', () => {
  if (!hasRedis) {
    it('are not tested: there is no redis-server on the PATH', () => expect(hasRedis).toBe(false));
    return;
  }

  let redis: RedisServer;
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let servers: ApiServer[];
  let live: LiveFeeds;
  let alice: Person;
  let bob: Person;
  let chatId: number;
  beforeAll(async () => {
    data = await newDataFolder();
    redis = await RedisServer.start(data.folder);
    const environment = { BUS: 'redis', REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    servers = [await startApi(environment), await startApi(environment)];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await redis.stop();
    await data.remove();
  });
  beforeEach(async () => {
    live = await LiveFeeds.on(servers[1]!.url);
    [alice, bob] = [personOf(servers, 'alice'), personOf(servers, 'bob')];
    chatId = (await groupOf(alice.at(0), bob.at(0))).id;
  });
  afterEach(() => live.close());

  const send = (content: string, at = 0) => ok(alice.at(at).sendMessage(chatId, { content, message_type: 'IMAGE' }));
  const listen = () => Promise.all([live.socket(bob.at(1)), live.ofChat(bob.at(1), chatId)]);

  it('hear of each other’s changes, however long, and of removals', async () => {
    const feeds = await listen();
    await send('may come together with the news of the chat');
    for (const feed of feeds) await feed.reached(chatId, 1);
    const sent = [await send('short'), await send('漢'.repeat(10_000))];
    for (const feed of feeds) {
      await feed.reached(chatId, 3);
      expect(feed.changes().filter(({ seq }) => seq > 1)).toEqual(
        sent.map((message, nth) => ({ chat_id: chatId, seq: nth + 2, messages: [message] })),
      );
    }
    await remove(alice.at(0), chatId, bob.at(0));
    await feeds[1].ended();
    await feeds[0].reached(chatId, 4);
    expect(feeds[0].changes().at(-1)?.chat?.participants).toEqual([alice.userId]);
  });

  it('go on without Redis, and catch up when it is back: nothing is lost', async () => {
    const [socket, feed] = await listen();
    const copy = new SyncedChat([bob.at(1)], chatId, [100]);
    await send('before');
    for (const each of [socket, feed]) await each.reached(chatId, 1);
    await copy.pull();

    await redis.stop();
    await send('without Redis');
    // At the server itself nothing is missed; what the other one told of comes along.
    await send('at the server of the feeds', 1);
    for (const each of [socket, feed]) await each.reached(chatId, 3);
    for (let nth = 0; nth < 20; nth++) await send(`without Redis ${nth}`);

    await redis.restart();
    await feed.reached(chatId, 23);
    const heads = () => socket.of('heads').flatMap(({ data: { chats = [] } }) => chats);
    await until(() => heads().some(({ id, last_seq }) => id === chatId && last_seq === 23));
    // The other server may take a moment longer to connect again.
    await until(async () => {
      await send('is Redis there again?');
      return (socket.changes().at(-1)?.seq ?? 0) > 23;
    });
    const { change_seq: last } = await send('it is');
    for (const each of [socket, feed]) await each.reached(chatId, last);
    for (const each of [socket, feed]) {
      // Each frame begins where the ones before it ended, or before.
      const places = each
        .changes()
        .filter(({ seq }) => seq > 0)
        .map(({ seq, after = seq - 1 }) => ({ after, seq }));
      expect(places.filter(({ after }, nth) => after > (places[nth - 1]?.seq ?? 0))).toEqual([]);
      const numbers = each.changes().flatMap(({ messages = [] }) => messages.map(({ change_seq }) => change_seq));
      expect([...new Set(numbers)]).toEqual(Array.from({ length: last }, (_, nth) => nth + 1));
    }
    expect(await copy.pull()).toEqual(await freshly(alice.at(0), chatId));
  });
});
