import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

describe('who may send what', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const answer = { content: 'On its way.', is_user: false };

  it('the owner stores answers of a model in a PERSONAL chat, as their poster', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(await ok(alice.sendMessage(id, answer))).toMatchObject({ is_user: false, sender_id: alice.userId });
    expect((await ok(alice.getChat(id))).unread_count).toBe(1);
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])('a service answers in a %s chat, as itself', async (chat_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type }));
    expect(await ok(bot.sendMessage(id, answer))).toMatchObject({ is_user: false, sender_id: bot.userId });
    expect((await ok(alice.getChat(id))).unread_count).toBe(1);
  });

  it('a service sends in the name of a user', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    const sent = await ok(bot.sendMessage(id, { content: 'x', user_id: alice.userId }));
    expect(sent).toMatchObject({ is_user: true, sender_id: alice.userId });
  });

  it.each(['alice', 'bob'])('nobody in a GROUP speaks as the assistant: %s', async (name) => {
    const people = { alice: api.user('alice'), bob: api.user('bob') };
    const { id } = await groupOf(people.alice, people.bob);
    await refused(people[name as 'alice' | 'bob'].sendMessage(id, answer), 400, 'is_user_not_allowed');
    expect((await ok(people.alice.listMessages(id))).data).toEqual([]);
  });

  it.each(['TEXT', 'IMAGE', 'FILE', 'SYSTEM'])('only a service sends %s in a SYSTEM chat', async (message_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    await refused(alice.sendMessage(id, { content: 'x', message_type }), 400, 'service_only');
    expect((await ok(bot.sendMessage(id, { content: 'x', message_type }))).message_type).toBe(message_type);
    expect((await ok(alice.listMessages(id))).data).toHaveLength(1);
  });

  it('a stranger is told no more of a chat than that there is none', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { id } = await ok(alice.createChat());
    const theirs = await refused(mallory.sendMessage(id, 'x'), 404, 'chat_not_found');
    const nowhere = await refused(mallory.sendMessage(Number.MAX_SAFE_INTEGER, 'x'), 404, 'chat_not_found');
    expect(theirs).toEqual({ ...nowhere, instance: theirs.instance, request_id: theirs.request_id });
  });

  it.each([
    ['ARCHIVED', 'chat_archived'],
    ['DELETED', 'chat_deleted'],
  ])('nobody sends into a chat that is %s', async (status, code) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    await ok(alice.updateChatStatus(id, { status }));
    await refused(alice.sendMessage(id, 'x'), 400, code);
    await refused(bot.sendMessage(id, answer), 400, code);
    await refused(alice.sendMessage(id, { content: 'x', message_type: 'SYSTEM' }), 400, code);
    await ok(alice.updateChatStatus(id, { status: 'ACTIVE' }));
    expect((await ok(alice.listMessages(id))).data).toEqual([]);
    expect((await ok(alice.sendMessage(id, 'x'))).status).toBe('SENT');
  });
});
