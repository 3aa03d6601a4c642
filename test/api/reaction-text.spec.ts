import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { allMessages } from '../support/page-walk.js';

describe('the text of a reaction', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startChat(): Promise<{ alice: ApiClient; chatId: number; id: number }> {
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat());
    return { alice, chatId, id: (await ok(alice.sendMessage(chatId, 'x'))).id };
  }

  it.each([
    '👍🏽',
    '👨‍👩‍👧‍👦',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    '❤️',
    '❤',
    '+1',
    'a/b',
    '?a=b&c#d',
    '%',
    '%F0%9F%91%8D',
    '\\"\'{},',
    '...',
    '.a',
    'é',
    'e\u0301',
    'спасибо',
    '谢谢',
    '0',
    'null',
    '__proto__',
    'constructor',
    'toString',
    'a'.repeat(64),
    '😀'.repeat(16),
  ])('%s is kept exactly as sent, and taken away again', async (reaction) => {
    const { alice, chatId, id } = await startChat();
    const expected = [[reaction, { count: 1, user_ids: [alice.userId] }]];
    const added = await ok(alice.addReaction(id, reaction));
    expect(Object.entries(added.reactions)).toEqual(expected);
    expect(await ok(alice.addReaction(id, reaction))).toEqual(added);
    expect(Object.entries((await allMessages(alice, chatId))[0]?.reactions ?? {})).toEqual(expected);
    expect(Object.keys((await ok(alice.removeReaction(id, reaction))).reactions)).toEqual([]);
  });

  it('tells apart what only looks alike', async () => {
    const { alice, id } = await startChat();
    const alike = ['é', 'e\u0301', 'E\u0301', 'É', '❤', '❤️', 'a', 'A', 'ａ'];
    for (const reaction of alike) await ok(alice.addReaction(id, reaction));
    const shown = await ok(alice.removeReaction(id, 'é'));
    expect(new Set(Object.keys(shown.reactions))).toEqual(new Set(alike.slice(1)));
  });

  it.each([
    ['nothing', ''],
    ['65 bytes', 'a'.repeat(65)],
    ['66 bytes in 33 characters', 'é'.repeat(33)],
    ['68 bytes in 17 characters', '😀'.repeat(17)],
    ['a dot, which clients take out of a path', '.'],
    ['two dots', '..'],
    ['a space', 'a b'],
    ['a space at the end', '👍 '],
    ['a tab', 'a\tb'],
    ['a line break', 'a\n'],
    ['a no-break space', 'a\u00a0b'],
    ['an ideographic space', '\u3000'],
    ['a line separator', '\u2028'],
    ['a control character', '\u0007'],
    ['a C1 control character', 'a\u0085'],
    ['a delete character', '\u007f'],
    ['NUL', 'a\u0000'],
  ])('cannot be %s', async (_what, reaction) => {
    const { alice, chatId, id } = await startChat();
    const { last_seq } = await ok(alice.getChat(chatId));
    expect((await alice.addReaction(id, reaction)).status).toBe(400);
    if (!['', '.', '..'].includes(reaction)) expect((await alice.removeReaction(id, reaction)).status).toBe(400);
    expect((await ok(alice.getChat(chatId))).last_seq).toBe(last_seq);
  });

  it.each([[undefined], [null], [7], [['👍']], [{}]])('cannot be %j', async (reaction) => {
    const { alice, id } = await startChat();
    expect((await alice.addReaction(id, reaction)).status).toBe(400);
  });

  it('cannot be a lone surrogate', async () => {
    const { alice, id } = await startChat();
    const body = '{"reaction":"\\ud83d"}';
    expect((await alice.call('addReaction', 'POST', `/messages/${id}/reactions`, { body })).status).toBe(400);
  });
});
