import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

describe('searches', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), DATABASE_POOL_SIZE: '12', WORKER: 'off' });
  });
  afterAll(() => api.close());

  it('take ten words, and name what is wrong with more', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice, { content: '1 2 3 4 5 6 7 8 9 0' });
    const ten = '1 2 3 4 5 6 7 8 9 0';
    expect((await ok(alice.listMessages(chatId, { q: ten }))).data).toHaveLength(1);
    expect((await ok(alice.listMessages(chatId, { q: `${ten} 1 2` }))).data).toHaveLength(1);
    for (const reply of [alice.listMessages(chatId, { q: `${ten} a` }), alice.listChats({ q: `${ten} a` })]) {
      const { errors } = await refused(reply, 400, 'validation_failed');
      expect(errors).toMatchObject([{ field: 'q', code: 'too_many_search_terms' }]);
    }
  });

  it('of one person leave connections to the searches of others, and all of them to other requests', async () => {
    const [mallory, bob] = [api.user('mallory'), api.user('bob')];
    const mine = await startConversation(mallory, { content: 'a needle' });
    const his = await startConversation(bob, { content: 'a needle' });
    const holding = await api.pool.connect();
    const searching = async () =>
      (
        await holding.query<{ count: number }>(
          `SELECT count(*)::int FROM pg_locks WHERE NOT granted AND relation = 'message_text'::regclass`,
        )
      ).rows[0]?.count ?? 0;
    try {
      // Every search takes longer than it may.
      await holding.query('BEGIN; LOCK TABLE message_text IN ACCESS EXCLUSIVE MODE');
      const many = Array.from({ length: 50 }, (_, nth) =>
        nth % 2 === 0 ? mallory.listMessages(mine.chatId, { q: 'needle' }) : mallory.listChats({ q: 'needle' }),
      );
      await until(async () => (await searching()) === 2);
      const one = bob.listMessages(his.chatId, { q: 'needle' });
      await until(async () => (await searching()) === 3);
      await ok(bob.getChat(his.chatId));
      await ok(mallory.listMessages(mine.chatId));
      await refused(one, 400, 'search_too_slow');
      const answers = await Promise.all(many);
      const counted = (code: string) => answers.filter(({ problem }) => problem.code === code);
      expect(counted('search_too_slow').length).toBeGreaterThanOrEqual(2);
      expect(counted('search_too_slow')[0]?.problem.errors?.[0]?.field).toBe('q');
      expect(counted('too_many_searches')[0]?.headers.get('retry-after')).toBe('1');
      expect(counted('search_too_slow').length + counted('too_many_searches').length).toBe(50);
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    expect((await ok(bob.listMessages(his.chatId, { q: 'needle' }))).data).toHaveLength(1);
  });

  it('walk on by their cursor, over any messages between those that are found', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await api.pool.query(
      `WITH said AS (
         INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
         SELECT $1, nextval('message_id_seq'), n, $2, n % 3 = 0, 'TEXT', 'SENT',
           CASE WHEN n % 700 = 1 THEN '終 rare' ELSE 'hay' END, now(), now()
         FROM generate_series(1, 3000) n RETURNING chat_id, id, content)
       INSERT INTO message_text SELECT chat_id, id, content FROM said`,
      [id, alice.userId],
    );
    const found = async (query: Record<string, string | number | boolean>) => {
      const seen: number[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await ok(alice.listMessages(id, cursor ? { cursor, limit: 2 } : { ...query, limit: 2 }));
        seen.push(...page.data.map((message) => message.change_seq));
        cursor = page.next_cursor;
      } while (cursor);
      return seen.toSorted((a, b) => a - b);
    };
    const all = [1, 701, 1401, 2101, 2801];
    for (const q of ['終', 'rare', '終 rare'])
      for (const order of ['asc', 'desc']) expect(await found({ q, order })).toEqual(all);
    expect(await found({ q: '終', is_user: true })).toEqual(all.filter((n) => n % 3 === 0));
    const { data, has_more: hasMore } = await ok(alice.listMessages(id, { q: '終', limit: 5 }));
    expect([data.length, hasMore]).toEqual([5, false]);
  });
});
