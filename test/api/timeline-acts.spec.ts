import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { allMessages } from '../support/page-walk.js';

describe('acts of the timeline', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startGroup() {
    const people = {
      alice: api.user('alice'),
      bob: api.user('bob'),
      bot: api.service('bot'),
      carol: api.user('carol'),
    };
    const { id } = await groupOf(people.alice, people.bob);
    return { ...people, id, participants: async () => (await ok(people.alice.getChat(id))).participants };
  }

  it.each(['alice', 'bot'] as const)('%s, owner or service, adds and removes people', async (name) => {
    const { alice, bob, carol, id, participants, ...people } = await startGroup();
    const actor = { alice, ...people }[name];
    const user_ids = [carol.userId];
    const added = await ok(act(actor, id, 'add_participants', { user_ids }));
    expect(added).toMatchObject({ message_type: 'SYSTEM', status: 'SENT', sender_id: actor.userId });
    expect(added.message_metadata).toEqual({ action: 'add_participants', user_ids });
    expect(await participants()).toEqual([alice.userId, bob.userId, carol.userId]);
    const removed = await ok(act(actor, id, 'remove_participants', { user_ids: [bob.userId] }));
    expect(await participants()).toEqual([alice.userId, carol.userId]);
    expect(await allMessages(carol, id)).toEqual([added, removed]);
    expect((await ok(carol.getChat(id))).unread_count).toBe(0);
  });

  it('a participant leaves, and nobody else goes', async () => {
    const { bob, alice, id, participants } = await startGroup();
    const left = await ok(act(bob, id, 'leave'));
    expect(left).toMatchObject({ sender_id: bob.userId, message_type: 'SYSTEM' });
    expect(await participants()).toEqual([alice.userId]);
    await refused(act(bob, id, 'leave'), 404, 'chat_not_found');
    expect(await allMessages(alice, id)).toEqual([left]);
  });

  it.each(['PERSONAL', 'GROUP'])('the owner renames a %s chat', async (chat_type) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ chat_type, title: 'Old' }));
    await ok(act(alice, id, 'rename', { title: ' Nеw 👍 ' }));
    expect((await ok(alice.getChat(id))).title).toBe(' Nеw 👍 ');
  });

  it('the owner renames a SYSTEM chat, where only a service sends otherwise', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM', title: 'Old' }));
    await ok(act(alice, id, 'rename', { title: 'New' }));
    expect((await ok(alice.getChat(id))).title).toBe('New');
  });

  it.each([
    ['add_participants', { user_ids: ['x'] }],
    ['remove_participants', { user_ids: ['x'] }],
    ['rename', { title: 'Mine' }],
    [undefined, {}],
  ])('a participant who is not the owner may not: %s', async (action, more) => {
    const { bob, alice, id } = await startGroup();
    const message_metadata = { action, ...more };
    const message = { content: 'x', message_type: 'SYSTEM', message_metadata };
    const before = await ok(alice.getChat(id));
    await refused(bob.sendMessage(id, message), 400, 'owner_only');
    expect(await ok(alice.getChat(id))).toEqual(before);
  });

  it('the owner must stay', async () => {
    const { alice, id, participants } = await startGroup();
    const before = await participants();
    await refused(act(alice, id, 'leave'), 400, 'owner_must_stay');
    await act(alice, id, 'remove_participants', { user_ids: [alice.userId] });
    expect(await participants()).toEqual(before);
  });

  it.each(['PERSONAL', 'SYSTEM'])('nobody is added to, or leaves, a %s chat', async (chat_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type }));
    for (const actor of [alice, bot])
      expect((await act(actor, id, 'add_participants', { user_ids: ['x'] })).status).toBe(400);
    expect((await act(alice, id, 'leave')).status).toBe(400);
    expect(await ok(alice.listMessages(id))).toMatchObject({ data: [] });
    expect((await ok(alice.getChat(id))).participants).toEqual([alice.userId]);
  });

  it.each([
    ['fly', {}],
    ['', {}],
    [7, {}],
    ['add_participants', {}],
    ['add_participants', { user_ids: 'x' }],
    ['add_participants', { user_ids: ['x', 7] }],
    ['add_participants', { user_ids: [''] }],
    ['add_participants', { user_ids: ['x'.repeat(129)] }],
    ['remove_participants', { user_ids: [{}] }],
    ['rename', {}],
    ['rename', { title: 7 }],
    ['rename', { title: 'x'.repeat(201) }],
  ])('refuses %j with %j, and stores nothing', async (action, more) => {
    const { alice, id } = await startGroup();
    const before = await ok(alice.getChat(id));
    const message = { content: 'x', message_type: 'SYSTEM', message_metadata: { action, ...more } };
    expect((await alice.sendMessage(id, message)).status).toBe(400);
    expect(await ok(alice.getChat(id))).toEqual(before);
  });

  it('an action is carried out by SYSTEM messages alone', async () => {
    const { alice, bob, id, participants } = await startGroup();
    const metadata = { action: 'add_participants', user_ids: ['x'] };
    const sent = await ok(bob.sendMessage(id, { content: 'x', message_metadata: metadata }));
    expect(sent.message_metadata).toEqual(metadata);
    expect(await participants()).toEqual([alice.userId, bob.userId]);
  });

  it.each([
    ['add_participants', 'bob'],
    ['remove_participants', 'carol'],
  ] as const)('repeating %s stores the message and changes nothing else', async (action, name) => {
    const { alice, id, ...people } = await startGroup();
    await ok(alice.sendMessage(id, 'unread to bob'));
    const [before, ofBob] = [await ok(alice.getChat(id)), await ok(people.bob.getChat(id))];
    const sent = await ok(act(alice, id, action, { user_ids: [people[name].userId] }));
    const after = await ok(alice.getChat(id));
    expect(after).toMatchObject({ participants: before.participants, last_seq: before.last_seq + 1 });
    expect((await ok(people.bob.getChat(id))).unread_count).toBe(ofBob.unread_count);
    expect((await allMessages(alice, id)).at(-1)).toEqual(sent);
  });

  it('without an action it is an instruction in a PERSONAL chat, and a notice of the owner in a GROUP', async () => {
    const { alice, bob, id } = await startGroup();
    const chat = await ok(alice.createChat());
    const notice = { content: 'Be kind.', message_type: 'SYSTEM' };
    expect((await ok(alice.sendMessage(chat.id, notice))).message_type).toBe('SYSTEM');
    const sent = await ok(alice.sendMessage(id, notice));
    expect(await allMessages(bob, id)).toEqual([sent]);
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
  });
});
