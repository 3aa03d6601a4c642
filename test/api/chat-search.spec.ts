import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { invalid, ok } from '../support/expectations.js';

describe('q in listChats', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Ids of the chats that are found, in the order of their creation. */
  const find = async (client: ApiClient, q: string, more: Record<string, string | number> = {}) =>
    (await ok(client.listChats({ q, ...more }))).data.map(({ id }) => id).toSorted((a, b) => a - b);

  it('looks through titles and the text of every message', async () => {
    const alice = api.user('alice');
    const byTitle = await ok(alice.createChat({ title: 'Refund of order 1042' }));
    const byMessage = await startConversation(alice, { chat: { title: 'x' }, content: 'I want a refund, please' });
    await ok(alice.sendMessage(byMessage.chatId, 'Thank you'));
    const other = await startConversation(alice, { chat: { title: 'y' }, content: 'Where is my order?' });
    expect(await find(alice, 'refund')).toEqual([byTitle.id, byMessage.chatId]);
    expect(await find(alice, 'thank')).toEqual([byMessage.chatId]);
    expect(await find(alice, 'where')).toEqual([other.chatId]);
    expect(await find(alice, 'invoice')).toEqual([]);
  });

  it('finds a chat once, however many of its messages match, with its true preview', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice, { content: 'hit one' });
    await ok(alice.sendMessage(chatId, 'hit two'));
    await ok(alice.sendMessage(chatId, 'the last'));
    const { data } = await ok(alice.listChats({ q: 'hit' }));
    expect(data).toEqual([await ok(alice.getChat(chatId))]);
    expect(data[0]?.last_message?.content).toBe('the last');
  });

  it.each([
    ['in another case', 'Schöne Grüße aus Köln', 'SCHÖNE', 'kÖLN'],
    ['in Russian', 'Где мой Заказ?', 'где', 'ЗАКАЗ'],
    ['in Greek', 'Πού είναι η παραγγελία', 'ΠΟΎ', 'ΠΑΡΑΓΓΕΛΊΑ'],
    ['in Chinese, two characters', '我的订单在哪里', '订单', '哪里'],
    ['in Japanese, two characters', '注文はどこですか', '注文', 'どこ'],
    ['in one character', '我的订单在哪里', '单', '我'],
    ['in emoji', 'well done 👩‍👩‍👧 🎉', '🎉', '👩‍👩‍👧'],
    ['in the middle of a word', 'Donaudampfschifffahrt', 'dampf', 'FAHRT'],
    ['with the characters of patterns', String.raw`100%_sure \d+ (a|b)* "q" it's`, '100%_', String.raw`\D+`],
  ])('finds text %s', async (_how, text, ...terms) => {
    const alice = api.user('alice');
    const titled = await ok(alice.createChat({ title: text }));
    const { chatId } = await startConversation(alice, { chat: { title: '-' }, content: text });
    for (const term of terms) expect(await find(alice, term)).toEqual([titled.id, chatId]);
  });

  it.each([
    '%',
    '_',
    '100_',
    'o%r',
    String.raw`\w`,
    'order*',
    '"my order"',
    'order AND where',
    '-order',
    'ord.r',
    '^where',
  ])('knows no operators: %s', async (q) => {
    const alice = api.user('alice');
    await ok(alice.createChat({ title: 'where is my order 1000' }));
    await startConversation(alice, { chat: { title: '!' }, content: 'where is my order 1000' });
    expect(await find(alice, q)).toEqual([]);
  });

  it.each([
    ['order where', true],
    ['  WHERE\t order\u3000is ', true],
    ['where where', true],
    ['where refund', false],
  ])('wants all terms, in any order: "%s"', async (q, isFound) => {
    const alice = api.user('alice');
    const titled = await ok(alice.createChat({ title: 'Where is my order?' }));
    const { chatId } = await startConversation(alice, { chat: { title: '-' }, content: 'Where is my order?' });
    expect(await find(alice, q)).toEqual(isFound ? [titled.id, chatId] : []);
  });

  it('looks through the first 32,768 characters of a text', async () => {
    const alice = api.user('alice');
    const content = `${'😀'.repeat(32_760)} early ${'x'.repeat(100)} late`;
    const { id } = await ok(alice.createChat({ title: '-' }));
    await ok(alice.sendMessage(id, { content, message_type: 'FILE' }));
    expect(await find(alice, 'early')).toEqual([id]);
    expect(await find(alice, 'late')).toEqual([]);
  });

  it("finds nothing in a chat that is somebody else's or DELETED", async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { chatId } = await startConversation(alice, { content: 'secret word' });
    expect(await find(bob, 'secret')).toEqual([]);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    expect(await find(alice, 'secret')).toEqual([chatId]);
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    expect(await find(alice, 'secret')).toEqual([]);
  });

  it('goes together with the other filters', async () => {
    const alice = api.user('alice');
    const personal = await ok(alice.createChat({ title: 'needle' }));
    const group = await ok(alice.createChat({ title: 'needle', chat_type: 'GROUP' }));
    expect(await find(alice, 'needle', { chat_type: 'GROUP' })).toEqual([group.id]);
    expect(await find(alice, 'needle', { session_id: personal.session_id })).toEqual([personal.id]);
    expect(await find(alice, 'needle', { status: 'ARCHIVED' })).toEqual([]);
    expect(await find(alice, 'needle', { updated_since: '2020-01-01T00:00:00Z' })).toEqual([personal.id, group.id]);
  });

  it('has 1-200 characters', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: '😀'.repeat(200) }));
    expect(await find(alice, '😀'.repeat(200))).toEqual([id]);
    expect(await invalid(alice.listChats({ q: 'x'.repeat(201) }))).toEqual({ q: 'too_long' });
    expect(Object.keys(await invalid(alice.listChats({ q: '' })))).toEqual(['q']);
    expect((await alice.listChats({ q: 'a\0b' })).status).toBe(400);
  });
});
