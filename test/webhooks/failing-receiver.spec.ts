import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebhookAdmin } from '#libs/webhooks';
import { RetentionService } from '#libs/retention';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { answered, ragChat } from '../support/reply-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from './webhook-receiver.js';

describe('a receiver that fails', () => {
  let receiver: WebhookReceiver;
  let api: ApiServer;
  let desk: WebhookAdmin;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), ...receiver.settings });
    desk = api.app.get(WebhookAdmin, { strict: false });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
    expect(receiver.mistakes).toEqual([]);
  });
  beforeEach(async () => {
    receiver.manners = () => 204;
    await desk.retry();
    await until(async () => (await marks()).length === 0);
  });

  interface Mark {
    readonly chat_id: string;
    readonly failures: number;
    readonly next_try_at: Date | null;
    readonly last_failure: string | null;
  }
  const marks = async () => (await api.pool.query<Mark>('SELECT * FROM webhook_due')).rows;
  const state = async () =>
    (
      await api.pool.query<{ failures: number; wait: number }>(
        'SELECT failures, extract(epoch FROM next_try_at - now())::float8 AS wait FROM webhook_receiver',
      )
    ).rows[0]!;

  it('is tried by one call at a time, less and less often, and then told of everything', async () => {
    const alice = api.user('alice');
    const chats = await Promise.all(Array.from({ length: 40 }, () => ok(alice.createChat())));
    await until(async () => (await marks()).length === 0);
    receiver.manners = () => 503;
    const before = receiver.calls.length;
    await Promise.all(chats.map(({ id }) => ok(alice.sendMessage(id, 'hello'))));
    await until(async () => (await state()).failures >= 3);
    // What was under way when it began to fail.
    await until(async () => (await api.pool.query('SELECT 1 FROM webhook_due WHERE lease IS NOT NULL')).rowCount === 0);
    const begun = receiver.calls.length;
    expect(begun - before).toBeLessThanOrEqual(16);
    const { failures } = await state();
    await api.pool.query('UPDATE webhook_receiver SET next_try_at = now()');
    await until(async () => (await state()).failures === failures + 1);
    expect(receiver.calls.length - begun).toBe(1);
    await Promise.all(chats.map(({ id }) => ok(alice.sendMessage(id, 'another'))));
    expect(receiver.calls.length - begun).toBeLessThanOrEqual(2);
    expect((await state()).wait).toBeLessThanOrEqual(3600);

    // A long while later.
    await api.pool.query('UPDATE webhook_receiver SET failures = 40');
    const later = receiver.calls.length;
    await api.pool.query('UPDATE webhook_receiver SET next_try_at = now()');
    await until(async () => receiver.calls.length === later + 1 && (await state()).failures === 41);
    expect((await state()).wait).toBeGreaterThan(1_700);
    expect((await state()).wait).toBeLessThanOrEqual(3_600);

    receiver.manners = () => 204;
    await api.pool.query('UPDATE webhook_receiver SET next_try_at = now()');
    await until(() => chats.every(({ id }) => receiver.knows(id) === 2));
    expect((await state()).failures).toBe(0);
  });

  it('at one chat keeps no other waiting', async () => {
    const alice = api.user('alice');
    const [bad, good] = [await ok(alice.createChat()), await ok(alice.createChat())];
    await until(() => receiver.knows(bad.id) === 0 && receiver.knows(good.id) === 0);
    receiver.manners = ({ data }) => (data.chat_id === bad.id ? 400 : 204);
    await ok(alice.sendMessage(bad.id, 'it cannot take this'));
    await until(() => receiver.of(bad.id).length >= 4);
    expect((await state()).failures).toBeLessThan(3);
    await ok(alice.sendMessage(good.id, 'hello'));
    await until(() => receiver.knows(good.id) === 1);
    const [mark] = await marks();
    expect(mark).toMatchObject({ chat_id: String(bad.id), last_failure: 'status 400' });
    await api.pool.query('UPDATE webhook_due SET failures = 100, next_try_at = now()');
    const tries = receiver.of(bad.id).length;
    await until(async () => receiver.of(bad.id).length > tries && (await marks())[0]?.failures === 101);
    const wait = ((await marks())[0]!.next_try_at!.getTime() - Date.now()) / 1000;
    expect(wait).toBeGreaterThan(1_700);
    expect(wait).toBeLessThanOrEqual(3_601);
  });

  it('is given up for a chat after three days, and told from where it was when the chat changes again', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await until(() => receiver.knows(id) === 0);
    receiver.manners = () => 500;
    await ok(alice.sendMessage(id, 'first'));
    await until(async () => (await marks())[0]?.last_failure === 'status 500');
    await api.pool.query(`UPDATE webhook_due SET failing_since = now() - interval '73 hours', next_try_at = now()`);
    await until(async () => (await marks())[0]?.next_try_at === null);
    expect((await desk.show(10)).counts).toMatchObject({ given_up: 1, waiting: 0, failing: 0 });
    receiver.manners = () => 204;
    await ok(alice.sendMessage(id, 'second'));
    await until(() => receiver.knows(id) === 2);
    expect(receiver.taken(id).at(-1)).toMatchObject({
      after_seq: 0,
      messages: [{ content: 'first' }, { content: 'second' }],
    });
  });

  it('leaves nothing of a chat that is given up and gone', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await until(async () => (await marks()).length === 0);
    receiver.manners = () => 500;
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '1 year' WHERE id = $1`, [id]);
    await api.app.get(RetentionService).purge();
    await until(async () => (await marks()).some(({ last_failure }) => last_failure === 'status 500'));
    await api.pool.query(`UPDATE webhook_due SET failing_since = now() - interval '73 hours', next_try_at = now()`);
    await until(async () => (await marks())[0]?.next_try_at === null);
    await api.app.get(RetentionService).purge();
    expect(await marks()).toEqual([]);
  });

  it('is not blamed for a database of ours that is slow', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'one'));
    await until(async () => (await marks()).length === 0);
    const heard = receiver.taken(id).length;
    const held = await api.pool.connect();
    const clock = performance.now.bind(performance);
    let blamed: unknown;
    receiver.manners = async () => {
      blamed = [(await state()).failures, (await marks())[0]?.failures, (await marks())[0]?.last_failure];
      return 204;
    };
    try {
      await held.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
      expect(await desk.replay(id, 0)).toBe(true);
      await until(async () => {
        const waiting = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE relation = 'message'::regclass AND NOT granted AND query LIKE '%change_seq%'`;
        return (await api.pool.query(waiting)).rowCount! > 0;
      });
      // The lock is held for twenty seconds, as the process sees it.
      performance.now = () => clock() + 20_000;
      await held.query('ROLLBACK');
      await until(() => receiver.taken(id).length === heard + 1);
    } finally {
      performance.now = clock;
      await held.query('ROLLBACK');
      held.release();
    }
    expect(blamed).toEqual([0, 0, null]);
  });

  it('is told again of a chat, or of all that was given up, when an operator says so', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'one'));
    await ok(alice.sendMessage(id, 'two'));
    await until(async () => receiver.knows(id) === 2 && (await marks()).length === 0);
    const heard = receiver.taken(id).length;
    expect(await desk.replay(id, 1)).toBe(true);
    expect(await desk.replay(2 ** 52, 0)).toBe(false);
    await until(() => receiver.taken(id).length === heard + 1);
    expect(receiver.taken(id).at(-1)).toMatchObject({ after_seq: 1, seq: 2, messages: [{ content: 'two' }] });
    receiver.manners = () => 500;
    await ok(alice.sendMessage(id, 'three'));
    await until(async () => (await marks())[0]?.last_failure === 'status 500');
    await api.pool.query('UPDATE webhook_due SET next_try_at = NULL WHERE lease IS NULL');
    expect((await desk.show(10)).chats).toMatchObject([{ chat_id: id, next_try_at: null, delivered_seq: 2 }]);
    receiver.manners = () => 204;
    expect(await desk.retry()).toBe(1);
    await until(() => receiver.knows(id) === 3);
  });

  it('that answers nothing has ten seconds, and keeps no reply waiting', async () => {
    const owner = api.user('owner');
    const { id } = await ragChat(owner);
    await until(() => receiver.knows(id) === 0);
    receiver.manners = () => undefined;
    const others = await Promise.all(Array.from({ length: 12 }, () => ok(owner.createChat())));
    await answered(owner, id, 'How are you?');
    await until(async () => (await marks()).some(({ last_failure }) => last_failure === 'no answer in time'));
    receiver.manners = () => 204;
    await api.pool.query('UPDATE webhook_receiver SET next_try_at = now()');
    await until(() => others.every((chat) => receiver.knows(chat.id) === 0) && receiver.knows(id) >= 2);
  });

  it('is named by no log, nor is what it wants to hide', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await until(() => receiver.knows(id) === 0);
    receiver.manners = (_call, response) => {
      response.destroy();
      return undefined;
    };
    await ok(alice.sendMessage(id, 'hello'));
    await until(async () => (await marks())[0]?.last_failure !== null);
    expect((await marks())[0]?.last_failure).toMatch(/^no connection: [A-Z_]+$/);
  });
});
