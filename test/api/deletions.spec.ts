import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, add, groupOf, remove, takeBack } from '../support/group-chats.js';
import { shownMessage } from '../support/shown-chats.js';
import { moveTexts } from '../support/text-movers.js';

describe('deleting a message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ WORKER: 'off' });
  });
  afterAll(() => api.close());

  async function startChat(body: object = {}) {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat(body));
    const first = await ok(alice.sendMessage(chat.id, { content: 'first words', message_metadata: { a: 1 } }));
    return { alice, id: chat.id, first };
  }

  async function startGroup() {
    const people = {
      alice: api.user('alice'),
      bob: api.user('bob'),
      carol: api.user('carol'),
      bot: api.service('bot'),
    };
    const { id } = await groupOf(people.alice, people.bob, people.carol);
    const first = await ok(people.bob.sendMessage(id, 'first words'));
    return { ...people, id, first };
  }

  const unread = async (client: ApiClient, id: number) => (await ok(client.getChat(id))).unread_count;

  it('leaves it in its place, without text, metadata and reactions', async () => {
    const { alice, id, first } = await startChat();
    const answer = await ok(alice.sendMessage(id, { content: 'answer', parent_message_id: first.id }));
    await ok(alice.addReaction(first.id, '👍'));
    const before = await shownMessage(alice, first);
    const done = await ok(takeBack(alice, first));
    expect(done).toMatchObject({ content: '', message_type: 'SYSTEM' });
    expect(done.message_metadata).toEqual({ action: 'delete', message_id: first.id });
    const { message_metadata: _, ...rest } = before;
    const at = { deleted_at: done.created_at, updated_at: done.created_at, change_seq: done.change_seq };
    const shown = { ...rest, content: '', reactions: {}, ...at };
    expect(await ok(alice.listMessages(id))).toMatchObject({ data: [shown, answer, done] });
    expect(await shownMessage(alice, first)).toEqual(shown);
    expect((await ok(alice.listMessages(id, { after_seq: before.change_seq }))).data).toEqual([shown, done]);
    const rows = await api.pool.query('SELECT 1 FROM message_reaction WHERE chat_id = $1', [id]);
    expect(rows.rowCount).toBe(0);
  });

  it('does not lift the chat, and empties its preview', async () => {
    const { alice, id, first } = await startChat();
    const other = await ok(alice.createChat());
    await ok(takeBack(alice, first));
    const { data } = await ok(alice.listChats());
    expect(data.map((chat) => chat.id)).toEqual([other.id, id]);
    expect(data[1]?.last_message).toMatchObject({ id: first.id, content: '' });
  });

  it.each([false, true])('is not found any more; indexed: %s', async (isIndexed) => {
    const { alice, id, first } = await startChat();
    if (isIndexed) await moveTexts(api);
    await ok(takeBack(alice, first));
    await moveTexts(api);
    expect((await ok(alice.listMessages(id, { q: 'first' }))).data).toEqual([]);
    const { rows } = await api.pool.query(
      'SELECT 1 FROM message_text WHERE chat_id = $1 UNION ALL SELECT 1 FROM message_text_new WHERE chat_id = $1',
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('the title is taken from the next text, and from the next message when there is none', async () => {
    const { alice, id, first } = await startChat();
    const second = await ok(alice.sendMessage(id, 'second words'));
    await ok(takeBack(alice, first));
    expect((await ok(alice.getChat(id))).title).toBe('second words');
    await ok(takeBack(alice, second));
    expect(await ok(alice.getChat(id))).not.toHaveProperty('title');
    await ok(alice.sendMessage(id, 'third words'));
    expect((await ok(alice.getChat(id))).title).toBe('third words');
  });

  it('lowers what is unread to those to whom it was, and to nobody else', async () => {
    const { alice, bob, carol, id, first } = await startGroup();
    const dave = api.user('dave');
    const second = await ok(bob.sendMessage(id, 'second'));
    const third = await ok(bob.sendMessage(id, 'third'));
    await ok(alice.updateMessageStatus(first.id, { status: 'READ' }));
    await ok(carol.updateMessageStatus(second.id, { status: 'READ', up_to: true }));
    await add(alice, id, dave);
    await ok(bob.sendMessage(id, 'fourth'));
    const counts = () => Promise.all([alice, bob, carol, dave].map((person) => unread(person, id)));
    expect(await counts()).toEqual([3, 0, 2, 1]);
    await ok(takeBack(bob, first));
    expect(await counts()).toEqual([3, 0, 2, 1]);
    await ok(takeBack(bob, second));
    expect(await counts()).toEqual([2, 0, 2, 1]);
    await remove(alice, id, carol);
    await ok(takeBack(bob, third));
    await add(alice, id, carol);
    expect(await counts()).toEqual([1, 0, 0, 1]);
    await ok(bob.sendMessage(id, 'fifth'));
    expect(await counts()).toEqual([2, 0, 1, 2]);
  });

  it('reading it, or past it, counts nothing', async () => {
    const { alice, carol, bob, id, first } = await startGroup();
    const second = await ok(bob.sendMessage(id, 'second'));
    await ok(bob.sendMessage(id, 'third'));
    await ok(takeBack(bob, first));
    expect(await ok(alice.updateMessageStatus(first.id, { status: 'READ' }))).toMatchObject({ status: 'READ' });
    await ok(carol.updateMessageStatus(second.id, { status: 'READ', up_to: true }));
    expect([await unread(alice, id), await unread(carol, id)]).toEqual([2, 1]);
  });

  it.each(['SENT', 'DELIVERED', 'READ'])('an answer that is %s in a chat of one', async (status) => {
    const { alice, id } = await startChat();
    const answers = [];
    for (const content of ['one', 'two']) answers.push(await ok(alice.sendMessage(id, { content, is_user: false })));
    const [answer] = answers;
    await ok(alice.updateMessageStatus(answer!.id, { status }));
    await ok(takeBack(alice, answer!));
    expect(await unread(alice, id)).toBe(1);
    expect(await ok(alice.updateMessageStatus(answer!.id, { status: 'READ' }))).toMatchObject({ status: 'READ' });
    expect(await unread(alice, id)).toBe(1);
    await ok(alice.updateMessageStatus(answers[1]!.id, { status: 'READ' }));
    expect(await unread(alice, id)).toBe(0);
  });

  it('its sender, the owner and a service may; nobody else', async () => {
    const { alice, bob, carol, bot, id, first } = await startGroup();
    await refused(takeBack(carol, first), 400, 'not_deletable');
    await refused(takeBack(api.user('erin'), first), 404, 'chat_not_found');
    const [second, third, fourth] = [
      await ok(bob.sendMessage(id, '2')),
      await ok(bob.sendMessage(id, '3')),
      await ok(bob.sendMessage(id, '4')),
    ];
    await ok(takeBack(bob, first));
    await ok(takeBack(alice, second));
    await ok(takeBack(bot, third));
    await ok(takeBack(bot, fourth, { user_id: carol.userId }));
    for (const message of [first, second, third, fourth])
      expect(await shownMessage(carol, message)).toMatchObject({ content: '', sender_id: bob.userId });
  });

  it('acts stay; notices, images, files and answers go', async () => {
    const { alice, id } = await startChat();
    const renamed = await ok(act(alice, id, 'rename', { title: 'x' }));
    await refused(takeBack(alice, renamed), 400, 'not_deletable');
    const bodies = [
      { message_type: 'SYSTEM' },
      { message_type: 'IMAGE' },
      { message_type: 'FILE' },
      { is_user: false },
    ];
    for (const body of bodies) {
      const message = await ok(alice.sendMessage(id, { content: 'x', ...body }));
      const done = await ok(takeBack(alice, message));
      expect(await shownMessage(alice, message)).toMatchObject({ content: '', deleted_at: done.created_at });
      await refused(takeBack(alice, done), 400, 'not_deletable');
    }
  });

  it('works in ARCHIVED chats, not in DELETED ones', async () => {
    const { alice, id, first } = await startChat();
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    await ok(takeBack(alice, first));
    expect(await shownMessage(alice, first)).toMatchObject({ content: '' });
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await refused(takeBack(alice, first), 400, 'chat_deleted');
  });

  it('works in SYSTEM chats, for the owner and a service', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    for (const who of [alice, bot]) {
      const notice = await ok(bot.sendMessage(id, { content: 'notice', is_user: false }));
      expect(await unread(alice, id)).toBe(1);
      await ok(takeBack(who, notice));
      expect(await shownMessage(alice, notice)).toMatchObject({ content: '' });
      expect(await unread(alice, id)).toBe(0);
    }
  });

  it('what was never sent never will be', async () => {
    const { alice, id } = await startChat();
    const sending = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    await ok(takeBack(alice, sending));
    expect(await shownMessage(alice, sending)).toMatchObject({ status: 'FAILED', content: '' });
    for (const status of ['SENT', 'SENDING', 'READ'])
      await refused(alice.updateMessageStatus(sending.id, { status }), 400, 'illegal_status_change');
    expect(await unread(alice, id)).toBe(0);
  });

  it('takes no reactions any more', async () => {
    const { alice, first } = await startChat();
    await ok(alice.addReaction(first.id, '👍'));
    await ok(takeBack(alice, first));
    await refused(alice.addReaction(first.id, '👍'), 400, 'message_deleted');
    expect(await ok(alice.removeReaction(first.id, '👍'))).toMatchObject({ reactions: {} });
  });

  it('a repeated act is stored and changes nothing else; a repeated key is one act', async () => {
    const { alice, id, first } = await startChat();
    const done = await ok(takeBack(alice, first, { client_message_id: 'd-1' }));
    const shown = await shownMessage(alice, first);
    expect(await ok(takeBack(alice, first, { client_message_id: 'd-1' }))).toEqual(done);
    const again = await ok(takeBack(alice, first));
    expect(again.id).toBeGreaterThan(done.id);
    expect(await shownMessage(alice, first)).toEqual(shown);
    expect((await ok(alice.listMessages(id))).data.map((message) => message.id)).toEqual([first.id, done.id, again.id]);
  });

  it('its own key still stands for it, and nothing is kept of what was sent', async () => {
    const { alice, id } = await startChat();
    const body = { content: 'with a key', client_message_id: 'k-1' };
    const sent = await ok(alice.sendMessage(id, body));
    await ok(takeBack(alice, sent));
    expect(await ok(alice.sendMessage(id, body))).toEqual(await shownMessage(alice, sent));
    const { rows } = await api.pool.query('SELECT request_hash FROM message WHERE chat_id = $1 AND id = $2', [
      id,
      sent.id,
    ]);
    expect(rows).toEqual([{ request_hash: null }]);
  });

  it('can be answered, and its answers stay counted', async () => {
    const { alice, id, first } = await startChat();
    const answer = await ok(alice.sendMessage(id, { content: 'a', parent_message_id: first.id }));
    await ok(takeBack(alice, answer));
    await ok(takeBack(alice, first, { parent_message_id: first.id }));
    expect(await shownMessage(alice, first)).toMatchObject({ reply_count: 2, content: '' });
    expect((await ok(alice.listMessages(id, { parent_message_id: first.id }))).data).toHaveLength(2);
  });

  it('a message of another chat, or none, is not there', async () => {
    const { alice, id } = await startChat();
    const other = await startChat();
    await refused(takeBack(alice, { id: other.first.id, chat_id: id }), 404, 'message_not_found');
    await refused(takeBack(alice, { id: Number.MAX_SAFE_INTEGER, chat_id: id }), 404, 'message_not_found');
  });
});
