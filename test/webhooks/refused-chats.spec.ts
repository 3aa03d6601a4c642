import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from './webhook-receiver.js';

describe('a receiver that answers, but refuses some chats for good', () => {
  let receiver: WebhookReceiver;
  let api: ApiServer;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), ...receiver.settings });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
    expect(receiver.mistakes).toEqual([]);
  });

  it('is told of the others at its next try, and within half a minute', async () => {
    const alice = api.user('alice');
    const refused = await Promise.all(Array.from({ length: 12 }, () => ok(alice.createChat())));
    const good = await ok(alice.createChat());
    await until(async () => (await api.pool.query('SELECT 1 FROM webhook_due')).rowCount === 0);
    const ids = new Set(refused.map(({ id }) => id));
    receiver.manners = ({ data }) => (ids.has(data.chat_id) ? 500 : 204);
    for (const id of ids) await ok(alice.sendMessage(id, 'something that it cannot take'));
    await until(async () => {
      await tryNow();
      return refused.every(({ id }) => receiver.of(id).length >= 2);
    });
    // As it is after many hours without another change.
    await settled();
    await api.pool.query(`UPDATE webhook_receiver SET failures = 40, next_try_at = now() + interval '50 minutes'`);
    const calls = receiver.calls.length;
    await ok(alice.sendMessage(good.id, 'hello'));
    await api.pool.query(`UPDATE webhook_receiver SET refused_at = refused_at - interval '30 seconds'`);
    await until(() => receiver.knows(good.id) === 1);
    expect(receiver.calls[calls]).toMatchObject({ data: { chat_id: good.id } });
  });

  it('is left alone when it is not there, whatever changes', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    receiver.manners = () => 204;
    await until(async () => {
      await tryNow();
      await api.pool.query('UPDATE webhook_due SET next_try_at = now() WHERE lease IS NULL');
      return (await api.pool.query('SELECT 1 FROM webhook_due')).rowCount === 0;
    });
    receiver.manners = () => 503;
    const others = await Promise.all(Array.from({ length: 6 }, () => ok(alice.createChat())));
    await until(async () => (await state()).failures >= 3 && (await state()).refused_at === null);
    await settled();
    await api.pool.query(`UPDATE webhook_receiver SET failures = 40, next_try_at = now() + interval '50 minutes'`);
    const calls = receiver.calls.length;
    await ok(alice.sendMessage(id, 'hello'));
    await until(async () => (await marks(id)).length === 1);
    // Several looks later.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(receiver.calls.length).toBe(calls);
    receiver.manners = () => 204;
    await tryNow();
    await until(() => receiver.knows(id) === 1 && others.every((other) => receiver.knows(other.id) === 0));
  });

  const tryNow = () => api.pool.query('UPDATE webhook_receiver SET next_try_at = now()');
  const marks = async (id: number) => (await api.pool.query('SELECT * FROM webhook_due WHERE chat_id = $1', [id])).rows;
  const state = async () =>
    (await api.pool.query<{ failures: number; refused_at: Date | null }>('SELECT * FROM webhook_receiver')).rows[0]!;
  const settled = () =>
    until(async () => (await api.pool.query('SELECT 1 FROM webhook_due WHERE lease IS NOT NULL')).rowCount === 0);
});
