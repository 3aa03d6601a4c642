import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { untilNowhere } from '../support/everywhere.js';
import { ok } from '../support/expectations.js';
import { failNoRows, failRows } from '../support/failing-rows.js';
import { answered, lookAt, ragChat, ragOf } from '../support/reply-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

/** No other text has these words. */
const SECRET = 'The vault of Zanzibarquux holds forty emeraldwombats.';
const QUESTION = 'What does the vault of Zanzibarquux hold?';
const WORDS = ['emeraldwombat', 'forty emerald'];

describe('a reply whose source is in another chat, which is deleted', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), RETENTION_DAYS: '0' });
  });
  afterAll(() => api.close());

  /** A chat that somebody's question in another chat is answered from. */
  async function cited(owner: ApiClient) {
    const from = await ragChat(owner);
    const source = await ok(owner.sendMessage(from.id, { content: SECRET, message_metadata: { reply: false } }));
    const { id } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
    const reply = await answered(owner, id, QUESTION);
    expect(ragOf(reply).citations).toMatchObject([{ chat_id: from.id, message_id: source.id }]);
    expect(reply.content).toContain(SECRET);
    return { owner, from, reply };
  }

  it('loses the quote and says deleted, in a change that is told', async () => {
    const owner = api.user('owner');
    const { from, reply } = await cited(owner);
    const inside = await answered(owner, from.id, QUESTION);
    await ok(owner.updateChatStatus(from.id, { status: 'DELETED' }));
    await until(async () => (await lookAt(owner, reply)).change_seq > reply.change_seq);
    const now = await lookAt(owner, reply);
    expect(now.content).toBe(reply.content.replace(`${SECRET} `, ''));
    expect(ragOf(now).citations).toMatchObject([{ n: 1, text: '', deleted: true }]);
    const { data } = await ok(owner.listMessages(reply.chat_id, { after_seq: reply.change_seq }));
    expect(data).toContainEqual(now);

    // What is inside the chat comes back with it as it was.
    await ok(owner.updateChatStatus(from.id, { status: 'ACTIVE' }));
    expect(await lookAt(owner, inside)).toEqual(inside);
    expect(await lookAt(owner, reply)).toEqual(now);
    const again = await answered(owner, reply.chat_id, QUESTION);
    expect(again.content).toContain(SECRET);
    await ok(owner.updateChatStatus(from.id, { status: 'DELETED' }));
    await until(async () => (await lookAt(owner, again)).change_seq > again.change_seq);
    expect((await lookAt(owner, again)).content).not.toContain(SECRET);
    await api.app.get(RetentionService).purge();
    await untilNowhere(api, ...WORDS);
  });

  it('loses it though the chat is purged before anybody looked', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => cited(api.user('owner'))));
    for (const { owner, from } of others) await ok(owner.updateChatStatus(from.id, { status: 'DELETED' }));
    await api.app.get(RetentionService).purge();
    for (const { owner, from } of others) expect((await owner.getChat(from.id)).status).toBe(404);
    await untilNowhere(api, ...WORDS);
    await until(async () => (await api.pool.query('SELECT 1 FROM message_citation_due')).rowCount === 0);
    for (const { owner, reply } of others)
      expect(ragOf(await lookAt(owner, reply)).citations).toMatchObject([{ text: '', deleted: true }]);
  });

  it('loses it though an earlier one cannot follow', async () => {
    const [stuck, other] = [await cited(api.user('stuck')), await cited(api.user('other'))];
    await failRows(api, 'UPDATE', 'message', `OLD.id = ${stuck.reply.id}`);
    const isDeleted = async ({ owner, reply }: typeof stuck) =>
      (await lookAt(owner, reply)).change_seq > reply.change_seq;
    try {
      for (const { owner, from } of [stuck, other]) await ok(owner.updateChatStatus(from.id, { status: 'DELETED' }));
      await until(() => isDeleted(other));
      expect(await isDeleted(stuck)).toBe(false);
    } finally {
      await failNoRows(api);
    }
    await until(() => isDeleted(stuck));
  });
});
