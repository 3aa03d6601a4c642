import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { exportedMessages } from '../support/exported-messages.js';
import { allMessages, idsOf } from '../support/page-walk.js';
import { atOnce } from '../support/two-servers.js';

describe('an export of more than fits into one read', () => {
  let api: ApiServer;
  let alice: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
  });
  afterAll(() => api.close());

  /** Written past the service, which would take its time. */
  async function chatOf(messages: number): Promise<number> {
    const { id } = await ok(alice.createChat({ title: 'Long' }));
    await api.pool.query(
      `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
       SELECT $1, nextval('message_id_seq'), nth, $2, nth % 3 > 0, 'TEXT', 'SENT', 'message ' || nth, now(), now()
       FROM generate_series(1, $3::int) nth`,
      [id, alice.userId, messages],
    );
    await api.pool.query('UPDATE chat SET last_seq = $2 WHERE id = $1', [id, messages]);
    return id;
  }

  it('is exact for 2,000 messages', async () => {
    const id = await chatOf(2_000);
    const { messages } = await exportedMessages(alice, id);
    expect(messages).toHaveLength(2_000);
    expect(messages).toEqual(await allMessages(alice, id));
    const middle = messages[1_200]?.id ?? 0;
    expect((await exportedMessages(alice, id, { after: middle })).messages).toEqual(messages.slice(1_201));
    expect((await exportedMessages(alice, id, { is_user: false })).messages).toEqual(
      messages.filter(({ is_user }) => !is_user),
    );
  });

  it.each([499, 500, 501])('neither loses nor repeats what lies at the edge: %i messages', async (size) => {
    const id = await chatOf(size);
    expect(idsOf((await exportedMessages(alice, id)).messages)).toEqual(idsOf(await allMessages(alice, id)));
  });

  it('is exact for files of 1 MiB', async () => {
    const { id } = await ok(alice.createChat({ title: 'Files' }));
    for (let nth = 0; nth < 6; nth++)
      await ok(alice.sendMessage(id, { content: String(nth).repeat(1_048_576), message_type: 'FILE' }));
    expect((await exportedMessages(alice, id)).messages).toEqual(await allMessages(alice, id));
  });

  it('while others send has everything that was sent before, nothing twice, and no hole', async () => {
    const id = await chatOf(700);
    const before = idsOf(await allMessages(alice, id));
    const sending = atOnce(150, (nth) => ok(alice.sendMessage(id, `meanwhile ${nth}`)));
    const exports = await Promise.all([
      exportedMessages(alice, id),
      exportedMessages(alice, id),
      exportedMessages(alice, id),
    ]);
    await sending;
    const after = idsOf(await allMessages(alice, id));
    for (const { messages } of [...exports, await exportedMessages(alice, id)]) {
      expect(messages.length).toBeGreaterThanOrEqual(before.length);
      expect(idsOf(messages)).toEqual(after.slice(0, messages.length));
    }
  });
});
