import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { SECRET, WebhookReceiver } from './webhook-receiver.js';

describe('webhooks', () => {
  let receiver: WebhookReceiver;
  let api: ApiServer;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    api = await startApi({
      DATABASE_URL: await ownDatabaseUrl(),
      ...receiver.settings,
      WEBHOOK_EVENTS: 'chat,messages,receipts',
      RETENTION_DAYS: '7',
    });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
    expect(receiver.mistakes).toEqual([]);
  });
  beforeEach(() => {
    receiver.manners = () => 204;
  });

  const knows = (chatId: number, seq: number) => until(() => receiver.knows(chatId) === seq);
  const marks = async () => (await api.pool.query('SELECT * FROM webhook_due')).rows as object[];

  it('tell of a new chat, of a message, a rename, a reaction and of receipts, each in its latest state', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const chat = await groupOf(alice, bob);
    await knows(chat.id, 0);
    const [created] = receiver.of(chat.id);
    expect(created?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': `chat_${chat.id}_0_0` });
    expect(created?.data).toMatchObject({ after_seq: 0, seq: 0, has_more: false });
    expect(created?.data.chat).toEqual(await ok(api.service().getChat(chat.id)));
    expect(created?.data.messages).toBeUndefined();

    const message = await ok(alice.sendMessage(chat.id, 'hello'));
    await knows(chat.id, 1);
    // On the connections that read what is told, too.
    for (let times = 0; times < 20; times++) await ok(alice.listMessages(chat.id, { after_seq: 0 }));
    const { messages = [], ...rest } = receiver.taken(chat.id).at(-1)!;
    expect(messages).toEqual([message]);
    expect(rest).toEqual({
      chat_id: chat.id,
      after_seq: 0,
      seq: 1,
      has_more: false,
      epoch: expect.any(String),
      chat: expect.anything(),
    });

    await ok(act(alice, chat.id, 'rename', { title: 'another' }));
    await knows(chat.id, 2);
    expect(receiver.taken(chat.id).at(-1)).toMatchObject({ after_seq: 1, chat: { title: 'another' } });
    const reacted = await ok(bob.addReaction(message.id, '👍'));
    await knows(chat.id, 3);
    expect(receiver.taken(chat.id).at(-1)).toMatchObject({
      messages: [{ id: message.id, reactions: reacted.reactions }],
    });
    expect(receiver.taken(chat.id).at(-1)?.chat).toBeUndefined();
    await ok(bob.updateMessageStatus(message.id, { status: 'READ', up_to: true }));
    await knows(chat.id, 4);
    expect(receiver.taken(chat.id).at(-1)?.receipts).toMatchObject([{ user_id: bob.userId, read_up_to: message.id }]);
    expect(await marks()).toEqual([]);
  });

  it('tell at most 100 messages with one call, and go on where it ended, also within one change', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    receiver.manners = () => 503;
    const sent = await Promise.all(Array.from({ length: 250 }, (_none, nth) => ok(alice.sendMessage(id, `${nth}`))));
    // All of one change, as a wide mark leaves them.
    await api.pool.query('UPDATE message SET change_seq = 250 WHERE chat_id = $1 AND change_seq > 20', [id]);
    receiver.manners = () => 204;
    await knows(id, 250);
    const told = receiver.taken(id).slice(1);
    expect(told.map(({ messages = [] }) => messages.length)).toEqual([100, 100, 50]);
    expect(told.map(({ after_seq, seq, has_more }) => [after_seq, seq, has_more])).toEqual([
      [expect.any(Number), 249, true],
      [249, 249, true],
      [249, 250, false],
    ]);
    const ids = told.flatMap(({ messages = [] }) => messages.map((message) => message.id));
    expect(ids.toSorted((a, b) => a - b)).toEqual(sent.map((message) => message.id).toSorted((a, b) => a - b));
    expect(new Set(receiver.of(id).map((call) => call.id)).size).toBeGreaterThanOrEqual(4);
  });

  it('have a new id when a retry has newer state, and the same when it has not', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    let answers = 0;
    receiver.manners = () => (++answers <= 2 ? 500 : 200);
    await ok(alice.sendMessage(id, 'first'));
    await until(() => receiver.of(id).length === 3);
    await ok(alice.sendMessage(id, 'second'));
    await knows(id, 2);
    const [one, again, both] = receiver.of(id).slice(1);
    expect([one?.id, again?.id, both?.id]).toEqual([`chat_${id}_0_1`, `chat_${id}_0_1`, `chat_${id}_0_2`]);
    expect(JSON.parse(again!.body)).toEqual(JSON.parse(one!.body));
    expect(both?.data.messages?.map(({ content }) => content)).toEqual(['first', 'second']);
  });

  it('tell a change that comes during a call with the next one', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    let answer = () => {};
    receiver.manners = () => new Promise((resolve) => (answer = () => resolve(204)));
    await ok(alice.sendMessage(id, 'first'));
    await until(() => receiver.of(id).length === 2);
    receiver.manners = () => 204;
    await ok(alice.sendMessage(id, 'second'));
    answer();
    await knows(id, 2);
    expect(receiver.taken(id).map(({ after_seq, seq }) => [after_seq, seq])).toEqual([
      [0, 0],
      [0, 1],
      [1, 2],
    ]);
  });

  it('tell a DELETED chat, and a purged one, as the chat alone', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    receiver.manners = () => 500;
    await ok(alice.sendMessage(id, 'secret'));
    await until(() => receiver.of(id).length === 2);
    const deleted = await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    receiver.manners = () => 200;
    await knows(id, deleted.last_seq);
    const told = receiver.taken(id).at(-1);
    expect(told).toEqual({
      chat_id: id,
      after_seq: 0,
      seq: 2,
      has_more: false,
      chat: expect.objectContaining({ status: 'DELETED' }),
    });

    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '8 days' WHERE id = $1`, [id]);
    await api.app.get(RetentionService).purge();
    await knows(id, 3);
    expect(receiver.taken(id).at(-1)).toEqual({
      chat_id: id,
      after_seq: 2,
      seq: 3,
      has_more: false,
      chat: { id, status: 'DELETED' },
    });
    await until(async () => (await marks()).length === 0);
  });

  it('tell a chat that was purged before anybody could tell it', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    receiver.manners = ({ data }) => (data.chat_id === id ? 500 : 204);
    await ok(alice.sendMessage(id, 'never told'));
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await until(() => receiver.of(id).length > 1);
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '8 days' WHERE id = $1`, [id]);
    await api.app.get(RetentionService).purge();
    receiver.manners = () => 204;
    await knows(id, 3);
    expect(receiver.taken(id).at(-1)?.chat).toEqual({ id, status: 'DELETED' });
    await until(async () => (await marks()).length === 0);
  });

  it('follow no redirect, and read only the beginning of an answer', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await knows(id, 0);
    let redirected = 0;
    receiver.manners = (_call, response) => {
      if (redirected++ > 0) return 204;
      response.writeHead(307, { location: receiver.url }).end();
      return undefined;
    };
    await ok(alice.sendMessage(id, 'hello'));
    await knows(id, 1);
    expect(receiver.of(id).map(({ status }) => status)).toEqual([204, 0, 204]);
    let written = 0;
    receiver.manners = (call, response) => {
      call.status = 200;
      response.writeHead(200).on('error', () => {});
      const more = () => {
        while (!response.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
      };
      more();
      return undefined;
    };
    await ok(alice.sendMessage(id, 'hello'));
    await until(async () => receiver.of(id).length === 4 && (await marks()).length === 0);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('are measured', async () => {
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    expect(metrics).toMatch(/webhook_calls_total\{end="taken"\} [1-9]/);
    expect(metrics).toMatch(/webhook_due\{state="given_up"\} 0/);
    expect(metrics).not.toContain(SECRET);
  });
});
