import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/database';
import { RetentionService } from '#libs/retention';
import { MessageTextRepository } from '#libs/search';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { chatTables, rowsOf } from '../support/chat-rows.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { moveTexts, textMoverOf } from '../support/text-movers.js';
import { until } from '../support/until.js';

describe('the text of new messages', () => {
  let api: ApiServer;
  let alice: ApiClient;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), WORKER: 'off' });
    alice = api.user('alice');
  });
  afterAll(() => api.close());

  /** Messages stored as by a send, all at once; every 500th says "needle". */
  async function sendMany(count: number, at = { waits: true }): Promise<number> {
    const { id } = await ok(alice.createChat());
    await api.pool.query(
      `WITH said AS (
         INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
         SELECT $1, nextval('message_id_seq'), n, $2, true, 'TEXT', 'SENT',
           CASE WHEN n % 500 = 0 THEN 'A Needle ' ELSE 'Hay ' END || n, now(), now()
         FROM generate_series(1, $3::bigint) n RETURNING chat_id, id, content
       ), waiting AS (INSERT INTO message_text_new SELECT chat_id, id FROM said WHERE $4)
       INSERT INTO message_text SELECT chat_id, id, lower(content) FROM said WHERE NOT $4`,
      [id, alice.userId, count, at.waits],
    );
    return id;
  }

  /** The numbers of the messages that are found, page after page. */
  async function found(chatId: number, query: Record<string, string | number>): Promise<number[]> {
    const seen: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await ok(alice.listMessages(chatId, cursor ? { cursor, limit: 2 } : { ...query, limit: 2 }));
      seen.push(...page.data.map((message) => message.change_seq));
      cursor = page.next_cursor;
    } while (cursor);
    return seen;
  }

  const rows = async (chatId: number) => [
    await rowsOf(api.pool, 'message_text_new', chatId),
    await rowsOf(api.pool, 'message_text', chatId),
  ];

  it('is found from the send on, and once, whether it has been indexed or not', async () => {
    const { chatId, messageId } = await startConversation(alice, { chat: { title: '-' }, content: 'A Quokka' });
    const look = async () => {
      for (const q of ['quokka', 'QUO', 'ok', 'a quokka'])
        expect((await ok(alice.listMessages(chatId, { q }))).data.map(({ id }) => id)).toEqual([messageId]);
      expect((await ok(alice.listChats({ q: 'quokka' }))).data.map(({ id }) => id)).toEqual([chatId]);
    };
    expect(await rows(chatId)).toEqual([1, 0]);
    await look();
    await moveTexts(api);
    expect(await rows(chatId)).toEqual([0, 1]);
    await look();
  });

  it('of bytes in base64, and of a reply that is not written, waits for nothing', async () => {
    const { id } = await ok(alice.createChat());
    await ok(
      alice.sendMessage(id, { content: 'AAAA', message_type: 'FILE', message_metadata: { encoding: 'base64' } }),
    );
    expect(await rows(id)).toEqual([0, 0]);
  });

  it('is found at every place among thousands that wait, and beside those that are indexed', async () => {
    const all = Array.from({ length: 10 }, (_, nth) => (nth + 1) * 500);
    await moveTexts(api);
    const chatId = await sendMany(5_250);
    const look = async () => {
      for (const q of ['needle', 'ee', 'needle a'])
        for (const order of ['asc', 'desc'])
          expect(await found(chatId, { q, order })).toEqual(order === 'asc' ? all : all.toReversed());
    };
    await look();
    const mover = textMoverOf(api);
    for (let moves = 0; moves < 4; moves++) await mover.move();
    expect(await rows(chatId)).toEqual([3_250, 2_000]);
    await look();
    await moveTexts(api);
    expect(await rows(chatId)).toEqual([0, 5_250]);
    await look();
  });

  it('is moved once by movers that share the work', async () => {
    const chatIds = [await sendMany(1_300), await sendMany(700), await sendMany(1)];
    await Promise.all([moveTexts(api), moveTexts(api), moveTexts(api), moveTexts(api)]);
    // A mover that found all that was left in the hands of others went home.
    await moveTexts(api);
    const { rows: wrong } = await api.pool.query(
      `SELECT m.id FROM message m LEFT JOIN message_text t ON t.chat_id = m.chat_id AND t.message_id = m.id
       WHERE m.chat_id = ANY ($1) AND t.folded IS DISTINCT FROM lower(m.content)`,
      [chatIds],
    );
    expect(wrong).toEqual([]);
    expect(await Promise.all(chatIds.map(rows))).toEqual([
      [0, 1_300],
      [0, 700],
      [0, 1],
    ]);
  });

  it('is not moved in larger pieces than a statement has the time for', async () => {
    const { id } = await ok(alice.createChat());
    const content = 'Long text. '.repeat(30_000);
    for (let nth = 0; nth < 5; nth++) await ok(alice.sendMessage(id, { content, message_type: 'FILE' }));
    const mover = textMoverOf(api);
    const left: number[] = [];
    for (let isMore = true; isMore;) {
      isMore = await mover.move();
      left.push((await rows(id))[0]!);
    }
    expect(left).toEqual([2, 0]);
  });

  it('is not lost by a mover that dies at it', async () => {
    const chatId = await sendMany(500);
    const holding = await api.pool.connect();
    try {
      await holding.query('BEGIN');
      await holding.query(
        `INSERT INTO message_text SELECT chat_id, message_id, '' FROM message_text_new WHERE chat_id = $1
         ORDER BY message_id DESC LIMIT 1`,
        [chatId],
      );
      const dying = moveTexts(api).catch(() => 'died');
      const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '/* search.move-texts%'`;
      await until(async () => (await api.pool.query(kill)).rowCount === 1);
      expect(await dying).toBe('died');
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    expect(await rows(chatId)).toEqual([500, 0]);
    expect(await found(chatId, { q: 'needle' })).toEqual([500]);
    await moveTexts(api);
    expect(await rows(chatId)).toEqual([0, 500]);
  });

  it('is dropped when its message is gone', async () => {
    await api.pool.query('INSERT INTO message_text_new VALUES (1000000, 1), (1000000, 2)');
    await moveTexts(api);
    expect(await rows(1_000_000)).toEqual([0, 0]);
  });

  it('is counted while it waits', async () => {
    await moveTexts(api);
    const waiting = async () =>
      /^search_texts_waiting (\d+)$/m.exec(await (await fetch(`${api.url}/metrics`)).text())?.[1];
    await startConversation(alice, { content: 'one' });
    await until(async () => (await waiting()) === '1');
    await moveTexts(api);
    await until(async () => (await waiting()) === '0');
  });
});

describe('the text of new messages, where a worker is', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), RETENTION_DAYS: '7' });
  });
  afterAll(() => api.close());

  it('is found by everybody who looks while many send and several move, and never twice', async () => {
    const alice = api.user('alice');
    const chatIds = await Promise.all([1, 2, 3].map(async () => (await ok(alice.createChat())).id));
    const sent = new Map<number, number[]>(chatIds.map((id) => [id, []]));
    let isOver = false;
    const moves = Promise.all(
      [1, 2].map(async () => {
        while (!isOver) await moveTexts(api);
      }),
    );
    const sends = Promise.all(
      chatIds.map(async (chatId) => {
        for (let nth = 0; nth < 100; nth++)
          sent.get(chatId)!.push((await ok(alice.sendMessage(chatId, `needle ${nth}`))).id);
      }),
    ).finally(() => (isOver = true));
    let looks = 0;
    try {
      for (; !isOver; looks++) {
        for (const chatId of chatIds) {
          const before = [...sent.get(chatId)!];
          const { data } = await ok(alice.listMessages(chatId, { q: 'needle', limit: 100, order: 'asc' }));
          const ids = data.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.slice(0, before.length)).toEqual(before);
        }
        const chats = (await ok(alice.listChats({ q: 'needle' }))).data.map(({ id }) => id);
        expect(new Set(chats).size).toBe(chats.length);
      }
    } finally {
      await Promise.all([moves, sends]);
    }
    expect(looks).toBeGreaterThan(3);
    for (const chatId of chatIds)
      expect((await ok(alice.listMessages(chatId, { q: 'needle', limit: 100 }))).data).toHaveLength(100);
  });

  it('is moved by itself', async () => {
    const { chatId } = await startConversation(api.user('alice'), { content: 'one' });
    await until(async () => (await rowsOf(api.pool, 'message_text', chatId)) === 1);
    expect(await rowsOf(api.pool, 'message_text_new', chatId)).toBe(0);
  });

  it('is purged with its chat also while it is moved, and neither waits for the other in a circle', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice, { content: 'one' });
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '8 days' WHERE id = $1`, [chatId]);
    // As if it had been sent just now.
    await api.pool.query('DELETE FROM message_text WHERE chat_id = $1', [chatId]);
    await api.pool.query(
      `INSERT INTO message_text_new SELECT chat_id, id FROM message WHERE chat_id = $1 ON CONFLICT DO NOTHING`,
      [chatId],
    );
    const texts = api.app.get(MessageTextRepository, { strict: false });
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE 'DELETE FROM message_text_new%'`;
    let purged: Promise<number> | undefined;
    await api.app.get(Database, { strict: false }).transaction(async (tx) => {
      await texts.move(tx, { chatId: chatId - 1, messageId: 0 });
      purged = api.app.get(RetentionService).purge();
      await until(async () => (await api.pool.query(waits)).rowCount === 1);
    });
    expect(await purged).toBe(1);
    for (const table of await chatTables(api.pool))
      expect([table, await rowsOf(api.pool, table, chatId)]).toEqual([table, 0]);
  });
});
