import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { RetentionService } from '#libs/retention';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { SECRET, WebhookReceiver } from './webhook-receiver.js';

const OTHER_SECRET = `whsec_${Buffer.from('another secret of the tests, 40 bytes lo').toString('base64')}`;

describe('webhooks of a service', () => {
  let receiver: WebhookReceiver;
  let DATABASE_URL: string;
  let off: ApiServer;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    DATABASE_URL = await ownDatabaseUrl();
    off = await startApi({ DATABASE_URL });
  });
  afterAll(async () => {
    await off.close();
    await receiver.close();
    expect(receiver.mistakes).toEqual([]);
  });

  const withServer = async (environment: Record<string, string>, work: (api: ApiServer) => Promise<void>) => {
    const api = await startApi({ DATABASE_URL, ...receiver.settings, ...environment });
    try {
      await work(api);
    } finally {
      await api.close();
    }
  };
  const marks = async () => (await off.pool.query('SELECT * FROM webhook_due')).rows as object[];

  it('write nothing while they are off, and begin with what changes when they are on', async () => {
    const alice = off.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'before'));
    const gone = await ok(alice.createChat());
    await ok(alice.updateChatStatus(gone.id, { status: 'DELETED' }));
    await off.pool.query(`UPDATE chat SET deleted_at = now() - interval '1 year' WHERE id = $1`, [gone.id]);
    await off.app.get(RetentionService).purge();
    expect(await marks()).toEqual([]);
    await withServer({}, async (api) => {
      const sender = api.service();
      await ok(sender.sendMessage(id, { content: 'after', is_user: false }));
      await until(() => receiver.knows(id) === 2);
    });
    expect(receiver.calls.map(({ data }) => data.chat_id)).toEqual([id]);
    expect(receiver.of(id)[0]?.data).toMatchObject({ after_seq: 1, seq: 2, messages: [{ content: 'after' }] });
  });

  it('sign with every secret while it changes', async () => {
    await withServer({ WEBHOOK_SECRET: `${OTHER_SECRET} ${SECRET}` }, async (api) => {
      const { id } = await ok(api.user().createChat());
      await until(() => receiver.knows(id) === 0);
      const [{ headers, body }] = receiver.of(id) as [(typeof receiver.calls)[number]];
      expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
      for (const secret of [SECRET, OTHER_SECRET])
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
          type: 'chat.changed',
        });
    });
  });

  it.each([
    ['chat', [['chat'], ['chat']]],
    ['messages', [['messages'], ['messages']]],
    ['receipts', [['receipts']]],
  ])('tell of %s alone where only that is wanted', async (WEBHOOK_EVENTS, expected) => {
    await withServer({ WEBHOOK_EVENTS }, async (api) => {
      const alice = api.user('alice');
      const { id } = await ok(alice.createChat());
      const due = () => until(async () => (await marks()).length === 0);
      await due();
      await ok(alice.sendMessage(id, 'one'));
      await due();
      const { id: answer } = await ok(api.service().sendMessage(id, { content: 'two', is_user: false }));
      await due();
      await ok(alice.updateMessageStatus(answer, { status: 'READ', up_to: true }));
      await due();
      const parts = receiver
        .of(id)
        .map(({ data: { chat, messages, receipts } }) =>
          Object.entries({ chat, messages, receipts }).flatMap(([name, part]) => (part === undefined ? [] : [name])),
        );
      expect(parts).toEqual(expected);
    });
  });

  it('cost a send one statement and one row', async () => {
    const costOf = async (api: ApiServer) => {
      const alice = api.user('alice');
      const { id } = await ok(alice.createChat());
      await ok(alice.sendMessage(id, 'the first has a title'));
      const counted = new CountedStatements();
      await ok(alice.sendMessage(id, 'hello'));
      counted.stop();
      const rows = await api.pool.query('SELECT 1 FROM webhook_due WHERE chat_id = $1', [id]);
      return { statements: counted.texts.filter((text) => text.includes('webhook_due')), rows: rows.rowCount };
    };
    const without = await costOf(off);
    await withServer({ WORKER: 'off' }, async (api) => {
      const { statements, rows } = await costOf(api);
      expect([rows, without.rows]).toEqual([1, 0]);
      expect(statements).toHaveLength(1);
      expect(without.statements).toEqual([]);
    });
  });
});
