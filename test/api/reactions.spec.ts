import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { allMessages } from '../support/page-walk.js';

describe('reactions', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startGroup() {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const chat = await groupOf(alice, bob);
    const message = await ok(alice.sendMessage(chat.id, 'x'));
    const lastSeq = async () => (await ok(alice.getChat(chat.id))).last_seq;
    return { alice, bob, a: alice.userId, b: bob.userId, chatId: chat.id, message, id: message.id, lastSeq };
  }

  it('show who reacted how, the oldest first', async () => {
    const { alice, bob, a, b, chatId, id } = await startGroup();
    await ok(bob.addReaction(id, '👍'));
    await ok(alice.addReaction(id, '👍'));
    const shown = await ok(alice.addReaction(id, '🎉'));
    expect(shown.reactions).toEqual({ '👍': { count: 2, user_ids: [b, a] }, '🎉': { count: 1, user_ids: [a] } });
    expect(await allMessages(bob, chatId)).toEqual([shown]);
    await ok(bob.removeReaction(id, '👍'));
    const again = await ok(bob.addReaction(id, '👍'));
    expect(again.reactions['👍']).toEqual({ count: 2, user_ids: [a, b] });
  });

  it('change the message by one number, and nothing of it but themselves', async () => {
    const { bob, message } = await startGroup();
    const shown = await ok(bob.addReaction(message.id, '👍'));
    const reactions = { '👍': { count: 1, user_ids: [bob.userId] } };
    const { updated_at, change_seq } = shown;
    expect(shown).toEqual({ ...message, reactions, updated_at, change_seq: message.change_seq + 1 });
    expect(updated_at >= message.updated_at).toBe(true);
    const removed = await ok(bob.removeReaction(message.id, '👍'));
    expect(removed).toMatchObject({ reactions: {}, change_seq: change_seq + 1, status: 'SENT' });
  });

  it('adding twice and removing what is absent change nothing', async () => {
    const { alice, bob, id, lastSeq } = await startGroup();
    const shown = await ok(alice.addReaction(id, '👍'));
    expect(await ok(alice.addReaction(id, '👍'))).toEqual(shown);
    expect(await ok(alice.removeReaction(id, '👎'))).toEqual(shown);
    expect(await lastSeq()).toBe(shown.change_seq);
    expect(await ok(bob.removeReaction(id, '👍'))).toEqual(shown);
    expect(await lastSeq()).toBe(shown.change_seq);
  });

  it('count everybody who comes at once', async () => {
    const owner = api.user('alice');
    const people = Array.from({ length: 12 }, () => api.user('reader'));
    const { id } = await groupOf(owner, ...people);
    const message = await ok(owner.sendMessage(id, 'x'));
    const add = people.flatMap((one) => [one.addReaction(message.id, '👍'), one.addReaction(message.id, '👍')]);
    await Promise.all(add.map((reply) => ok(reply)));
    const [shown] = await allMessages(owner, id);
    expect(shown?.reactions['👍']?.count).toBe(12);
    expect(new Set(shown?.reactions['👍']?.user_ids)).toEqual(new Set(people.map(({ userId }) => userId)));
    expect(shown?.change_seq).toBe(message.change_seq + 12);
    await Promise.all(people.map((one) => ok(one.removeReaction(message.id, '👍'))));
    expect((await allMessages(owner, id))[0]?.reactions).toEqual({});
  });

  it('name the first 100 people and count all', async () => {
    const [owner, bot] = [api.user('alice'), api.service('bot')];
    const people = Array.from({ length: 102 }, () => api.user('reader').userId);
    const { id } = await ok(owner.createChat({ chat_type: 'GROUP', participants: people }));
    const message = await ok(owner.sendMessage(id, 'x'));
    for (const user_id of people) await ok(bot.addReaction(message.id, '👍', { user_id }));
    const reaction = async () => (await allMessages(owner, id))[0]?.reactions['👍'];
    expect(await reaction()).toEqual({ count: 102, user_ids: people.slice(0, 100) });
    await ok(bot.removeReaction(message.id, '👍', { user_id: people[7] ?? '' }));
    expect(await reaction()).toEqual({ count: 101, user_ids: people.filter((_, nth) => nth !== 7).slice(0, 100) });
  });

  it('a message holds 50 different ones, each by as many people as like', async () => {
    const { alice, bob, id, lastSeq } = await startGroup();
    for (let nth = 0; nth < 50; nth++) await ok(alice.addReaction(id, `r${nth}`));
    const full = await lastSeq();
    await refused(alice.addReaction(id, 'r50'), 400, 'too_many_reactions');
    await refused(bob.addReaction(id, 'r50'), 400, 'too_many_reactions');
    await ok(alice.addReaction(id, 'r7'));
    expect(await lastSeq()).toBe(full);
    expect((await ok(bob.addReaction(id, 'r7'))).reactions['r7']?.count).toBe(2);
    await ok(alice.removeReaction(id, 'r3'));
    const shown = await ok(bob.addReaction(id, 'r50'));
    expect(Object.keys(shown.reactions)).toHaveLength(50);
    expect(shown.reactions).not.toHaveProperty('r3');
  });

  it('are given and taken by a service in the name of somebody', async () => {
    const { alice, b, id } = await startGroup();
    const [bot, stranger] = [api.service('bot'), api.user('mallory').userId];
    await refused(bot.addReaction(id, '👍'), 400, 'user_id_required');
    await refused(bot.removeReaction(id, '👍'), 400, 'user_id_required');
    await refused(bot.addReaction(id, '👍', { user_id: stranger }), 404, 'message_not_found');
    await ok(bot.addReaction(id, '👍', { user_id: b }));
    expect((await ok(alice.removeReaction(id, '👍'))).reactions).toEqual({ '👍': { count: 1, user_ids: [b] } });
    expect((await ok(bot.removeReaction(id, '👍', { user_id: b }))).reactions).toEqual({});
  });

  it('are kept from strangers', async () => {
    const { id } = await startGroup();
    const mallory = api.user('mallory');
    for (const messageId of [id, id + 1_000_000, Number.MAX_SAFE_INTEGER]) {
      await refused(mallory.addReaction(messageId, '👍'), 404, 'message_not_found');
      await refused(mallory.removeReaction(messageId, '👍'), 404, 'message_not_found');
    }
  });

  it('go on in an archived chat, end in a deleted one, and are there again in a restored one', async () => {
    const { alice, bob, b, chatId, id } = await startGroup();
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    await ok(bob.addReaction(id, '👍'));
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await refused(bob.addReaction(id, '🎉'), 404, 'message_not_found');
    await refused(bob.removeReaction(id, '👍'), 404, 'message_not_found');
    await ok(alice.updateChatStatus(chatId, { status: 'ACTIVE' }));
    expect((await allMessages(bob, chatId))[0]?.reactions).toEqual({ '👍': { count: 1, user_ids: [b] } });
  });

  it('are open to the owner of a SYSTEM chat', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    const notice = await ok(api.service('bot').sendMessage(id, { content: 'x', is_user: false }));
    expect((await ok(alice.addReaction(notice.id, '👍'))).reactions['👍']?.user_ids).toEqual([alice.userId]);
  });
});
