import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { ownDatabaseUrl } from '../../support/test-database.js';
import { until } from '../../support/until.js';

const OTHERS = 50;

describe('a chat that somebody holds', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), RETENTION_DAYS: '1' });
  });
  afterAll(() => api.close());

  /** Chats of as many people. */
  const chats = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, nth) => {
        const client = api.user(`p${nth}`);
        return { client, id: (await ok(client.createChat())).id };
      }),
    );

  it('holds up what is sent into it, and nothing that is sent into others', async () => {
    const [[held], others] = [await chats(1), await chats(OTHERS)];
    const holding = await api.pool.connect();
    let isHeld = true;
    try {
      await holding.query('BEGIN');
      await holding.query('SELECT FROM chat WHERE id = $1 FOR UPDATE', [held!.id]);
      const waiting = Array.from({ length: 8 }, async (_, nth) => {
        const answer = await held!.client.sendMessage(held!.id, {
          content: `held ${nth}`,
          client_message_id: `${nth}`,
        });
        return { answer, wasHeld: isHeld };
      });
      // Each comes into a batch with some that wait.
      for (let round = 0; round < 3; round++)
        await Promise.all(
          others.map(async ({ client, id }, nth) => {
            const { id: messageId } = await ok(client.sendMessage(id, `round ${round}`));
            if (nth % 5 === 0) await ok(client.addReaction(messageId, '👍'));
            if (nth % 5 === 1) await ok(client.updateChatStatus(id, { status: round % 2 ? 'ACTIVE' : 'ARCHIVED' }));
            if (nth % 5 === 1) await ok(client.updateChatStatus(id, { status: 'ACTIVE' }));
          }),
        );
      // They were answered while the chat was held: nobody else let it go.
      expect(isHeld).toBe(true);
      isHeld = false;
      await holding.query('COMMIT');
      for (const { answer, wasHeld } of await Promise.all(waiting)) {
        expect([200, 503]).toContain(answer.status);
        // Nobody was told "done" while it could not be.
        if (answer.status === 200) expect(wasHeld).toBe(false);
      }
      const repeats = Array.from({ length: 8 }, (_, nth) =>
        ok(held!.client.sendMessage(held!.id, { content: `held ${nth}`, client_message_id: `${nth}` })),
      );
      const ids = (await Promise.all(repeats)).map(({ id }) => id);
      const { data } = await ok(held!.client.listMessages(held!.id));
      expect(data.map(({ id }) => id)).toEqual(ids.toSorted((a, b) => a - b));
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
  });

  it('for longer than anybody waits is answered 503 in time, and takes what is repeated later', async () => {
    const [held] = await chats(1);
    const holding = await api.pool.connect();
    const send = () => held!.client.sendMessage(held!.id, { content: 'once', client_message_id: 'key' });
    try {
      await holding.query('BEGIN');
      await holding.query('SELECT FROM chat WHERE id = $1 FOR UPDATE', [held!.id]);
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    const ids = (await Promise.all([ok(send()), ok(send())])).map(({ id }) => id);
    expect((await ok(held!.client.listMessages(held!.id))).data.map(({ id }) => [id, id])).toEqual([ids]);
  });

  it('and is purged holds up nobody else, and is not there afterwards', async () => {
    const [[gone], others] = [await chats(1), await chats(OTHERS)];
    const { id: messageId } = await ok(gone!.client.sendMessage(gone!.id, 'one'));
    await ok(gone!.client.updateChatStatus(gone!.id, { status: 'DELETED' }));
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '2 days' WHERE id = $1`, [gone!.id]);
    const holding = await api.pool.connect();
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE 'DELETE FROM message WHERE%'`;
    let purged: Promise<number>;
    try {
      // The purge stands still in the middle, with the chat in its hands.
      await holding.query('BEGIN');
      await holding.query('SELECT FROM message WHERE id = $1 FOR UPDATE', [messageId]);
      purged = api.app.get(RetentionService).purge();
      await until(async () => (await api.pool.query(waits)).rowCount === 1);
      const late = [
        gone!.client.sendMessage(gone!.id, 'late'),
        gone!.client.addReaction(messageId, '👍'),
        gone!.client.updateChatStatus(gone!.id, { status: 'ACTIVE' }),
      ];
      await Promise.all(others.map(({ client, id }) => ok(client.sendMessage(id, 'meanwhile'))));
      expect((await api.pool.query(waits)).rowCount).toBe(1);
      await holding.query('COMMIT');
      for (const answer of late) expect([404, 503, 400]).toContain((await answer).status);
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    expect(await purged).toBe(1);
    expect((await gone!.client.getChat(gone!.id)).status).toBe(404);
  });
});
