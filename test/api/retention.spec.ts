import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { chatTables, rowsOf } from '../support/chat-rows.js';
import { ok, refused } from '../support/expectations.js';
import { failNoRows, failRows } from '../support/failing-rows.js';
import { groupOf } from '../support/group-chats.js';
import { until } from '../support/until.js';

/** What waits for a worker may have been done. */
const SOON_GONE = ['message_text_new', 'forgotten_text', 'deleted_chat_due', 'message_citation_due', 'message_work'];

describe('retention of DELETED chats', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ RETENTION_DAYS: '7' });
  });
  afterAll(() => api.close());

  const purge = () => api.app.get(RetentionService).purge();
  /** Deletes a chat as if it had been done so long ago. */
  const deleteAgo = async (owner: ApiClient, chatId: number, age: string) => {
    await ok(owner.updateChatStatus(chatId, { status: 'DELETED' }));
    await api.pool.query('UPDATE chat SET deleted_at = now() - $2::interval WHERE id = $1', [chatId, age]);
  };
  /** What replies and files leave in their tables, without waiting for any of them. */
  const fillWhatWorkLeaves = async (chatId: number, messageId: number) => {
    for (const [table, columns, values] of [
      ['message_text', 'message_id, folded', `0, 'text'`],
      ['message_work', 'message_id, kind, asker, change_seq', `${messageId}, 'reply', 'alice', 1`],
      ['knowledge', 'version', '1'],
      ['webhook_due', 'due_seq, delivered_seq, due_since', '1, 0, now()'],
      ['document_text', 'message_id, text', `${messageId}, 'text'`],
      ['passage', 'id, message_id, source, start_at, end_at, text', `1, ${messageId}, 'content', 0, 4, 'text'`],
      ['posting', 'term, first_id, packed', `'text', 1, '\\x00000000'`],
      ['message_citation', 'message_id, cited_chat_id, cited_id', `${messageId}, ${chatId}, ${messageId}`],
      ['message_citation_due', 'message_id, due_seq', `${messageId}, 1`],
      ['deleted_chat_due', 'look_at', 'now()'],
      ['forgotten_text', 'message_id, id', `${messageId}, gen_random_uuid()`],
      ['passage_vector', 'passage_id, model, packed', `1, 'a model', '\\x00000000'`],
      ['embedded_range', 'model, first_id, last_id', `'a model', 1, 1`],
    ])
      await api.pool.query(`INSERT INTO ${table} (chat_id, ${columns}) VALUES (${chatId}, ${values})`);
  };
  const isThere = async (owner: ApiClient, chatId: number) => (await owner.getChat(chatId)).status === 200;

  it('purges the chats behind one that fails each time', async () => {
    const alice = api.user('alice');
    const [{ id: failing }, { id }] = [await ok(alice.createChat()), await ok(alice.createChat())];
    await deleteAgo(alice, failing, '300 days');
    await deleteAgo(alice, id, '299 days');
    await failRows(api, 'DELETE', 'chat', `OLD.id = ${failing}`);
    const left = async () => {
      const { rows } = await api.pool.query<{ id: string }>('SELECT id FROM chat WHERE id = ANY ($1)', [[failing, id]]);
      return rows.map((row) => Number(row.id));
    };
    try {
      await purge().catch(() => undefined);
      expect(await left()).toEqual([failing]);
    } finally {
      await failNoRows(api);
    }
    await purge();
    expect(await left()).toEqual([]);
  });

  it('purges a chat whole: not a row of it is left in any table', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob, carol);
    await ok(alice.sendMessage(id, 'first'));
    const { id: latest } = await ok(alice.sendMessage(id, { content: 'latest', client_message_id: 'key' }));
    await ok(bob.updateMessageStatus(latest, { status: 'READ' }));
    await ok(carol.updateMessageStatus(latest, { status: 'READ', up_to: true }));
    await ok(bob.addReaction(latest, '👍'));
    await fillWhatWorkLeaves(id, latest);
    for (const table of (await chatTables(api.pool)).filter((one) => !SOON_GONE.includes(one)))
      expect([table, await rowsOf(api.pool, table, id)]).not.toEqual([table, 0]);

    await deleteAgo(alice, id, '7 days 1 minute');
    expect(await purge()).toBeGreaterThanOrEqual(1);
    // What others still have to lose of it is told apart from the chat.
    await until(async () => (await rowsOf(api.pool, 'message_citation_due', id)) === 0);
    for (const table of await chatTables(api.pool))
      expect([table, await rowsOf(api.pool, table, id)]).toEqual([table, 0]);
    await refused(bob.updateMessageStatus(latest, { status: 'READ' }), 404, 'message_not_found');
    for (const client of [alice, bob, api.service()]) {
      await refused(client.getChat(id), 404, 'chat_not_found');
      await refused(client.listMessages(id), 404, 'chat_not_found');
      await refused(client.sendMessage(id, 'hello'), 404, 'chat_not_found');
      await refused(client.updateChatStatus(id, { status: 'ACTIVE' }), 404, 'chat_not_found');
    }
    for (const client of [alice, bob]) expect((await ok(client.listChats({ status: 'DELETED' }))).data).toEqual([]);
  });

  it('frees the session_id, which names a new chat from then on', async () => {
    const alice = api.user('alice');
    const old = await ok(alice.createChat({ session_id: 'the session', title: 'Old', chat_metadata: { a: 1 } }));
    await ok(alice.sendMessage(old.id, 'old message'));
    await deleteAgo(alice, old.id, '6 days');
    await purge();
    expect((await ok(alice.createChat({ session_id: 'the session' }))).id).toBe(old.id);
    await deleteAgo(alice, old.id, '8 days');
    await purge();
    const anew = await ok(alice.createChat({ session_id: 'the session', rag_enabled: true }));
    expect(anew).toMatchObject({ session_id: 'the session', status: 'ACTIVE', rag_enabled: true });
    expect(anew.id).not.toBe(old.id);
    expect(Object.keys(anew)).not.toEqual(expect.arrayContaining(['title']));
    expect((await ok(alice.listMessages(anew.id))).data).toEqual([]);
  });

  it.each([
    ['0 seconds', true],
    ['6 days 23 hours', true],
    ['7 days 1 second', false],
    ['3 years', false],
  ])('of RETENTION_DAYS=7, deleted %s ago: still there %s', async (age, expected) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await deleteAgo(alice, id, age);
    await purge();
    expect(await isThere(alice, id)).toBe(expected);
  });

  it.each(['ACTIVE', 'ARCHIVED'])('leaves a chat alone that was made %s in time', async (status) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'hello'));
    await deleteAgo(alice, id, '30 days');
    await ok(alice.updateChatStatus(id, { status }));
    await purge();
    expect(await ok(alice.getChat(id))).toMatchObject({ id, status, last_message: { content: 'hello' } });
    expect((await ok(alice.listMessages(id))).data).toHaveLength(1);
  });

  it('begins to count again when a restored chat is deleted again, and not when DELETED is only repeated', async () => {
    const alice = api.user('alice');
    const [restored, repeated] = [await ok(alice.createChat()), await ok(alice.createChat())];
    for (const { id } of [restored, repeated]) await deleteAgo(alice, id, '30 days');
    await ok(alice.updateChatStatus(restored.id, { status: 'ACTIVE' }));
    for (const { id } of [restored, repeated]) await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await purge();
    expect([await isThere(alice, restored.id), await isThere(alice, repeated.id)]).toEqual([true, false]);
  });

  it('leaves chats that were never deleted, however old, and what is in them', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'hello'));
    await api.pool.query(`UPDATE chat SET created_at = '2001-01-01', updated_at = '2001-01-01' WHERE id = $1`, [id]);
    const before = await ok(alice.getChat(id));
    await purge();
    expect(await ok(alice.getChat(id))).toEqual(before);
  });

  it('is done once when several servers purge at the same time', async () => {
    const alice = api.user('alice');
    const chats = await Promise.all(Array.from({ length: 12 }, () => ok(alice.createChat())));
    for (const { id } of chats) await deleteAgo(alice, id, '8 days');
    const purged = await Promise.all([purge(), purge(), purge()]);
    await purge();
    expect(purged.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(12);
    for (const { id } of chats) await refused(alice.getChat(id), 404, 'chat_not_found');
  });

  it('keeps chats for 30 days by default', async () => {
    const byDefault = await startApi();
    try {
      const alice = api.user('alice');
      const [kept, gone] = [await ok(alice.createChat()), await ok(alice.createChat())];
      await deleteAgo(alice, kept.id, '29 days 23 hours');
      await deleteAgo(alice, gone.id, '30 days 1 minute');
      await byDefault.app.get(RetentionService).purge();
      expect([await isThere(alice, kept.id), await isThere(alice, gone.id)]).toEqual([true, false]);
    } finally {
      await byDefault.close();
    }
  });
});
