import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runAdmin } from '../support/admin.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from './webhook-receiver.js';

describe('npm run admin -- webhooks', () => {
  let receiver: WebhookReceiver;
  let api: ApiServer;
  let DATABASE_URL: string;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    DATABASE_URL = await ownDatabaseUrl();
    api = await startApi({ DATABASE_URL, ...receiver.settings });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
    expect(receiver.mistakes).toEqual([]);
  });
  beforeEach(() => {
    receiver.manners = () => 204;
  });

  const admin = (...given: string[]) => runAdmin(['webhooks', ...given], { DATABASE_URL });
  const done = async (...given: string[]) => {
    const { code, stdout, stderr } = await admin(...given);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  const marks = async () =>
    (await api.pool.query<{ lease: string | null; last_failure: string | null }>('SELECT * FROM webhook_due')).rows;

  it('shows what is given up, tries it again, and shows that nothing is due', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await until(() => receiver.knows(id) === 0);
    receiver.manners = () => 500;
    await ok(alice.sendMessage(id, 'hello'));
    await until(async () => (await marks()).some(({ last_failure }) => last_failure === 'status 500'));
    await api.pool.query(`UPDATE webhook_due SET failing_since = now() - interval '73 hours', next_try_at = now()`);
    await until(async () => (await done()).includes('given up 1;'));
    const [sum, , titles, row, ...more] = (await done()).trimEnd().split('\n');
    expect(sum).toBe('waiting 0, failing 0, given up 1; the oldest that is tried: 0 s');
    expect(titles?.split(/ {2,}/)).toEqual([
      'chat',
      'told up to',
      'due up to',
      'since',
      'next try',
      'failures',
      'last failure',
    ]);
    expect(row?.split(/ {2,}/)).toEqual([
      String(id),
      '0',
      '1',
      expect.stringMatching(/^\d{4}-\d\d-\d\d/),
      'given up',
      expect.any(String),
      'status 500',
    ]);
    expect(more).toEqual([]);

    receiver.manners = () => 204;
    expect(await done('retry')).toBe('Chats of which the receiver is told now: 1.\n');
    await until(() => receiver.knows(id) === 1);
    await until(async () => (await marks()).length === 0);
    expect(await done()).toBe('waiting 0, failing 0, given up 0; the oldest that is tried: 0 s\n');
  });

  it('lists the fifty that are longest due, and says how many more there are', async () => {
    receiver.manners = () => 503;
    const alice = api.user('alice');
    await Promise.all(Array.from({ length: 53 }, () => ok(alice.createChat())));
    const lines = (await done()).trimEnd().split('\n');
    expect(lines).toHaveLength(2 + 1 + 50 + 1);
    expect(lines.at(-1)).toBe('and 3 more');
    receiver.manners = () => 204;
    await done('retry');
    await until(async () => (await marks()).length === 0);
  });

  it('replays a chat from its start or from a number, and says when there is none', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    for (const content of ['one', 'two']) await ok(alice.sendMessage(id, content));
    await until(() => receiver.knows(id) === 2);
    await until(async () => (await marks()).length === 0);
    for (const [after, contents] of [
      ['1', ['two']],
      ['0', ['one', 'two']],
      [undefined, ['one', 'two']],
    ] as const) {
      const heard = receiver.taken(id).length;
      await done('replay', String(id), ...(after === undefined ? [] : [after]));
      await until(() => receiver.taken(id).length === heard + 1);
      expect(
        receiver
          .taken(id)
          .at(-1)
          ?.messages?.map(({ content }) => content),
      ).toEqual(contents);
    }
    const none = await admin('replay', '9007199254740991');
    expect(none).toEqual({ code: 1, stdout: '', stderr: 'There is no chat 9007199254740991.\n' });
  });
});
