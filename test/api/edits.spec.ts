import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, edit, groupOf, remove, takeBack } from '../support/group-chats.js';
import { shownMessage } from '../support/shown-chats.js';
import { moveTexts } from '../support/text-movers.js';

describe('editing a message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ WORKER: 'off' });
  });
  afterAll(() => api.close());

  async function startChat(body: object = {}) {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat(body));
    const first = await ok(alice.sendMessage(chat.id, 'first words'));
    return { alice, id: chat.id, first };
  }

  async function startGroup() {
    const people = { alice: api.user('alice'), bob: api.user('bob'), bot: api.service('bot') };
    const { id } = await groupOf(people.alice, people.bob);
    const first = await ok(people.alice.sendMessage(id, 'first words'));
    return { ...people, id, first };
  }

  it('gives it the new text, says when, and keeps everything else; the act keeps no words', async () => {
    const { alice, id, first } = await startChat();
    const before = await ok(alice.addReaction(first.id, '👍'));
    const done = await ok(edit(alice, first, ' other words\n'));
    expect(done).toMatchObject({ content: '', message_type: 'SYSTEM', status: 'SENT', sender_id: alice.userId });
    expect(done.message_metadata).toEqual({ action: 'edit', message_id: first.id });
    const shown = await shownMessage(alice, first);
    const { change_seq } = done;
    const changed = { content: ' other words\n', edited_at: done.created_at, updated_at: done.created_at, change_seq };
    expect(shown).toEqual({ ...before, ...changed });
    expect(await ok(alice.listMessages(id, { after_seq: before.change_seq }))).toMatchObject({ data: [shown, done] });
  });

  it('does not lift the chat, and follows in its preview', async () => {
    const { alice, id, first } = await startChat();
    const other = await ok(alice.createChat());
    await ok(edit(alice, first, 'other words'));
    const { data } = await ok(alice.listChats());
    expect(data.map((chat) => chat.id)).toEqual([other.id, id]);
    expect(data[1]?.last_message).toMatchObject({ id: first.id, content: 'other words' });
  });

  it('is found by its new words alone, indexed or not', async () => {
    const { alice, id, first } = await startChat();
    const find = async (q: string) => (await ok(alice.listMessages(id, { q }))).data.map((message) => message.id);
    await ok(edit(alice, first, 'second zebra'));
    expect([await find('first words'), await find('zebra')]).toEqual([[], [first.id]]);
    await moveTexts(api);
    await ok(edit(alice, first, 'third giraffe'));
    expect([await find('zebra'), await find('giraffe')]).toEqual([[], [first.id]]);
    await moveTexts(api);
    expect([await find('zebra'), await find('giraffe')]).toEqual([[], [first.id]]);
  });

  it.each([
    ['follows', {}, 'other words', 'other words'],
    ['is taken from the next text', {}, '\u200b', 'next words'],
    ['stays as somebody gave it', { title: 'first words' }, 'other words', 'first words'],
  ])('the title %s', async (_what, body, text, title) => {
    const { alice, id, first } = await startChat(body);
    await ok(alice.sendMessage(id, { content: 'a notice', message_type: 'SYSTEM' }));
    await ok(alice.sendMessage(id, 'next words'));
    await ok(edit(alice, first, text));
    expect((await ok(alice.getChat(id))).title).toBe(title);
  });

  it('the title that was given by a rename stays', async () => {
    const { alice, id, first } = await startChat();
    await ok(act(alice, id, 'rename', { title: 'first words' }));
    await ok(edit(alice, first, 'other words'));
    expect((await ok(alice.getChat(id))).title).toBe('first words');
  });

  it('is unread to nobody once more, and stays unread to who has not read it', async () => {
    const { alice, bob, id, first } = await startGroup();
    const second = await ok(alice.sendMessage(id, 'second'));
    await ok(bob.updateMessageStatus(first.id, { status: 'READ' }));
    for (const message of [first, second]) await ok(edit(alice, message, 'other'));
    expect((await ok(bob.getChat(id))).unread_count).toBe(1);
    expect(await shownMessage(bob, first)).toMatchObject({ status: 'READ', receipts: { recipients: 1, read: 1 } });
    expect(await shownMessage(bob, second)).toMatchObject({ status: 'SENT' });
  });

  it('a repeated act is stored and changes nothing else', async () => {
    const { alice, first } = await startChat();
    await ok(edit(alice, first, 'other words'));
    const shown = await shownMessage(alice, first);
    await ok(edit(alice, first, 'other words'));
    expect(await shownMessage(alice, first)).toEqual(shown);
    const { edited_at: _, ...untouched } = shown;
    expect(untouched).not.toHaveProperty('edited_at');
  });

  it('a repeated key takes effect once, and another body is refused for as long as the words are known', async () => {
    const { alice, id, first } = await startChat();
    const send = (content: string, client_message_id: string, target = first.id) =>
      act(alice, id, 'edit', { message_id: target }, { content, client_message_id });
    const done = await ok(send('second', 'e-1'));
    expect(await ok(send('second', 'e-1'))).toEqual(done);
    await refused(send('third', 'e-1'), 400, 'idempotency_key_reused');
    await refused(send('second', 'e-1', first.id + 1), 400, 'idempotency_key_reused');
    await ok(send('third', 'e-2'));
    expect(await ok(send('second', 'e-1'))).toEqual(done);
    expect(await shownMessage(alice, first)).toMatchObject({ content: 'third' });
    await refused(send('second', 'e-2'), 400, 'idempotency_key_reused');
  });

  it('the key of the message itself answers as it is now', async () => {
    const { alice, id } = await startChat();
    const body = { content: 'with a key', client_message_id: 'k-1' };
    const sent = await ok(alice.sendMessage(id, body));
    await ok(edit(alice, sent, 'other'));
    expect(await ok(alice.sendMessage(id, body))).toEqual(await shownMessage(alice, sent));
  });

  it('who has left learns nothing of it from a repeated key', async () => {
    const { alice, bob, id } = await startGroup();
    const body = { content: 'with a key', client_message_id: 'k-1' };
    const sent = await ok(bob.sendMessage(id, body));
    const done = await ok(edit(bob, sent, 'other', { client_message_id: 'k-2' }));
    await remove(alice, id, bob);
    expect(await ok(bob.sendMessage(id, body))).toEqual(sent);
    expect(await ok(edit(bob, sent, 'other', { client_message_id: 'k-2' }))).toEqual(done);
  });

  it('a service edits for the sender, and what it sent itself', async () => {
    const { alice, bot, id, first } = await startGroup();
    await ok(edit(bot, first, 'other', { user_id: alice.userId }));
    expect(await shownMessage(alice, first)).toMatchObject({ content: 'other', sender_id: alice.userId });
    const own = await ok(bot.sendMessage(id, 'from the bot'));
    await ok(edit(bot, own, 'corrected'));
    expect(await shownMessage(alice, own)).toMatchObject({ content: 'corrected' });
    await refused(edit(bot, first, 'mine'), 400, 'not_editable');
  });

  it('nobody else may: not the owner, not another participant', async () => {
    const { alice, bob, id, first } = await startGroup();
    const his = await ok(bob.sendMessage(id, 'his'));
    await refused(edit(alice, his, 'hers'), 400, 'not_editable');
    await refused(edit(bob, first, 'his'), 400, 'not_editable');
    await refused(edit(api.user('carol'), first, 'x'), 404, 'chat_not_found');
  });

  it.each([
    ['an answer', { is_user: false }],
    ['a notice', { message_type: 'SYSTEM' }],
    ['an image', { message_type: 'IMAGE' }],
    ['a file', { message_type: 'FILE' }],
    ['what is not sent yet', { status: 'SENDING' }],
  ])('%s is not editable', async (_what, body) => {
    const { alice, id } = await startChat();
    const message = await ok(alice.sendMessage(id, { content: 'x', ...body }));
    await refused(edit(alice, message, 'y'), 400, 'not_editable');
    expect(await shownMessage(alice, message)).toEqual(message);
  });

  it('neither is an act, nor what failed or was deleted', async () => {
    const { alice, id, first } = await startChat();
    const renamed = await ok(act(alice, id, 'rename', { title: 'x' }));
    await refused(edit(alice, renamed, 'y'), 400, 'not_editable');
    const sending = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    await ok(alice.updateMessageStatus(sending.id, { status: 'FAILED' }));
    await refused(edit(alice, sending, 'y'), 400, 'not_editable');
    await ok(takeBack(alice, first));
    await refused(edit(alice, first, 'y'), 400, 'not_editable');
  });

  it('in chats that take messages alone', async () => {
    const { alice, id, first } = await startChat();
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    await refused(edit(alice, first, 'y'), 400, 'chat_archived');
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await refused(edit(alice, first, 'y'), 400, 'chat_deleted');
  });

  it('a message of another chat, or none, is not there', async () => {
    const { alice, id, first } = await startChat();
    const other = await startChat();
    await refused(edit(alice, { id: other.first.id, chat_id: id }, 'y'), 404, 'message_not_found');
    await refused(edit(alice, { id: Number.MAX_SAFE_INTEGER, chat_id: id }, 'y'), 404, 'message_not_found');
    const { data } = await ok(alice.listMessages(id));
    expect(data).toEqual([first]);
  });

  it.each([undefined, 0, -1, 1.5, '1', 2 ** 53, [1]])('message_id %j is refused', async (message_id) => {
    const { alice, id } = await startChat();
    const { errors } = await refused(act(alice, id, 'edit', { message_id }), 400, 'invalid_action');
    expect(errors).toMatchObject([{ field: 'message_metadata.message_id' }]);
  });

  it.each(['', 'x'.repeat(32_769)])('as content it takes what a TEXT takes', async (content) => {
    const { alice, first } = await startChat();
    await refused(edit(alice, first, content), 400, 'validation_failed');
  });
});
