import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok } from '../support/expectations.js';
import { sumOf } from '../support/fresh-metrics.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const CHANNEL = 'chat_hints';
const ROLE = 'somebody_else';

describe('a role that may only connect to the database of the service', () => {
  let servers: ApiServer[];
  let live: LiveFeeds;
  let stranger: pg.Client;
  let heard: string[];
  let [alice, bob]: ApiClient[] = [];
  let chatId: number;
  beforeAll(async () => {
    // No other spec has left work in their database.
    const DATABASE_URL = await ownDatabaseUrl();
    servers = [await startApi({ DATABASE_URL }), await startApi({ DATABASE_URL })];
    await servers[0]!.pool.query(
      `DO $$ BEGIN CREATE ROLE ${ROLE}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    stranger = new pg.Client(DATABASE_URL);
    await stranger.connect();
    await stranger.query(`SET ROLE ${ROLE}`);
    stranger.on('notification', ({ payload = '' }) => heard.push(payload));
    await stranger.query(`LISTEN ${CHANNEL}`);
  });
  afterAll(async () => {
    await stranger.end();
    for (const server of servers) await server.close();
  });
  beforeEach(async () => {
    heard = [];
    live = await LiveFeeds.on(servers[1]!.url);
    [alice, bob] = [servers[0]!.user('alice'), servers[1]!.user('bob')];
    chatId = (await groupOf(alice!, bob!)).id;
    await ok(bob!.sendMessage(chatId, 'the first'));
  });
  afterEach(() => live.close());

  const say = (payloads: readonly string[]) =>
    stranger.query('SELECT pg_notify($1, said) FROM unnest($2::text[]) said', [CHANNEL, payloads]);
  const count = async (fate: string) => {
    const text = await (await fetch(`${servers[1]!.url}/metrics`)).text();
    return sumOf(text, 'bus_hints_total', { fate });
  };

  it('cannot read the key', async () => {
    await expect(stranger.query('SELECT * FROM bus_key')).rejects.toThrow('permission denied');
  });

  it('hears neither what is sent nor who, and where', async () => {
    const feed = await live.socket(bob!);
    await ok(alice!.sendMessage(chatId, 'a secret that nobody else may read'));
    await feed.reached(chatId, 2);
    await until(() => heard.length > 0);
    for (const payload of heard) {
      const bytes = Buffer.from(payload, 'base64').toString('latin1');
      for (const said of ['a secret', 'changed', 'chatId', alice!.userId])
        expect([payload, bytes].some((text) => text.includes(said))).toBe(false);
    }
  });

  it('makes nobody see what nobody has sent, and the servers do nothing', async () => {
    const [socket, feed] = [await live.socket(bob!), await live.ofChat(bob!, chatId)];
    await ok(alice!.sendMessage(chatId, 'known'));
    for (const each of [socket, feed]) await each.reached(chatId, 2);
    const data = JSON.stringify({ chat_id: chatId, seq: 3, messages: [{ id: 1, content: 'forged' }] });
    const hint = { origin: 'forger', kind: 'changed', chatId, seq: 3, chatSeq: 2 };
    const forged = [
      `${JSON.stringify(hint)}\n${data}`,
      `${JSON.stringify({ ...hint, seq: 99 })}\n`,
      `${JSON.stringify({ origin: 'forger', kind: 'typing', chatId, chatSeq: 0, userId: alice!.userId })}\n`,
      `${JSON.stringify({ origin: 'forger', kind: 'presence', userId: alice!.userId, status: 'online' })}\n`,
      '',
      'x',
      '\n',
      '{}\n',
      Buffer.alloc(200, 1).toString('base64'),
    ];
    const before = await count('forged');
    const counted = new CountedStatements();
    // The same text would be told once.
    await say(forged.flatMap((text) => Array.from({ length: 100 }, (_none, nth) => text + ' '.repeat(nth))));
    await until(async () => (await count('forged')) >= before + 900);
    counted.stop();
    // Beside the one that says it, those of the metrics, of keys and revocations, of what was stored before, texts that are
    // indexed, what is due after an edit or a deletion, and what is forgotten.
    const ofItself =
      /pg_notify|FROM bus_key|FROM token_revocation|FROM \w+_due |FROM message_work|FROM message_text_new|FROM forgotten_text|FROM knowledge |INTO stored_usage|TRANSACTION|^COMMIT$/;
    expect(counted.texts.filter((text) => !ofItself.test(text))).toEqual([]);
    await ok(alice!.sendMessage(chatId, 'the next'));
    for (const each of [socket, feed]) {
      await each.reached(chatId, 3);
      expect(each.changes(chatId).flatMap(({ messages = [] }) => messages)).not.toContainEqual(
        expect.objectContaining({ content: 'forged' }),
      );
      expect(each.of('typing')).toEqual([]);
    }
    expect(socket.of('presence')).toEqual([]);
  });

  it('does nothing by saying again what it has heard', async () => {
    const socket = await live.socket(bob!);
    const other = await live.socket(alice!);
    other.typing(chatId);
    await socket.next('typing');
    await ok(alice!.sendMessage(chatId, 'once'));
    await socket.reached(chatId, 2);
    await until(() => heard.length > 0);
    const [before, told] = [await count('replayed'), [...heard]];
    await say(told);
    await until(async () => (await count('replayed')) > before);
    await ok(alice!.sendMessage(chatId, 'the next'));
    await socket.reached(chatId, 3);
    expect(socket.of('typing')).toHaveLength(1);
    expect(
      socket
        .changes(chatId)
        .map(({ seq }) => seq)
        .filter((seq) => seq > 1),
    ).toEqual([2, 3]);
  });
});
