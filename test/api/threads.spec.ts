import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { allMessages, idsOf } from '../support/page-walk.js';

describe('threads', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('a reply of any depth knows its parent and the root; parents count direct replies', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const reply = (client: typeof alice, parent_message_id: number) =>
      ok(client.sendMessage(id, { content: 're', parent_message_id }));
    const root = await ok(alice.sendMessage(id, 'root'));
    expect(root).not.toHaveProperty('parent_message_id');
    const child = await reply(bob, root.id);
    const sibling = await reply(alice, root.id);
    const grandchild = await reply(alice, child.id);
    const deepest = await reply(bob, grandchild.id);
    const shown = (await allMessages(bob, id)).map((message) => ({
      id: message.id,
      parent: message.parent_message_id,
      root: message.thread_root_id,
      replies: message.reply_count,
    }));
    expect(shown.slice(1)).toEqual([
      { id: child.id, parent: root.id, root: root.id, replies: 1 },
      { id: sibling.id, parent: root.id, root: root.id, replies: 0 },
      { id: grandchild.id, parent: child.id, root: root.id, replies: 1 },
      { id: deepest.id, parent: grandchild.id, root: root.id, replies: 0 },
    ]);
    expect(shown[0]).toMatchObject({ id: root.id, parent: undefined, replies: 2 });
  });

  it('goes as deep as people like', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const root = await ok(alice.sendMessage(id, 'root'));
    let last = root;
    for (let depth = 0; depth < 40; depth++)
      last = await ok(alice.sendMessage(id, { content: 're', parent_message_id: last.id }));
    expect(last.thread_root_id).toBe(root.id);
    const thread = await ok(alice.listMessages(id, { thread_root_id: root.id, limit: 100 }));
    expect(thread.data.filter((message) => message.id !== root.id)).toHaveLength(40);
  });

  it('counts replies that arrive at once', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const root = await ok(alice.sendMessage(id, 'root'));
    const body = { content: 're', parent_message_id: root.id };
    await Promise.all(Array.from({ length: 12 }, () => ok(alice.sendMessage(id, body))));
    const [shown] = await allMessages(alice, id);
    expect(shown).toMatchObject({ id: root.id, reply_count: 12, change_seq: root.change_seq + 12 });
  });

  it.each(['TEXT', 'IMAGE', 'FILE', 'SYSTEM'])('a %s can be answered, SENDING or not', async (message_type) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const parent = await ok(alice.sendMessage(id, { content: 'x', message_type, status: 'SENDING' }));
    const reply = await ok(alice.sendMessage(id, { content: 're', message_type, parent_message_id: parent.id }));
    expect(reply).toMatchObject({ parent_message_id: parent.id, thread_root_id: parent.id });
  });

  it('a parent is an earlier message of the same chat', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const [chat, other, strange] = [
      await ok(alice.createChat()),
      await ok(alice.createChat()),
      await ok(bob.createChat()),
    ];
    const [mine, theirs] = [await ok(alice.sendMessage(other.id, 'x')), await ok(bob.sendMessage(strange.id, 'x'))];
    const parents = [mine.id, theirs.id, theirs.id + 1_000_000, Number.MAX_SAFE_INTEGER];
    for (const parent_message_id of parents)
      await refused(alice.sendMessage(chat.id, { content: 're', parent_message_id }), 400, 'parent_not_in_chat');
    expect(await ok(alice.listMessages(chat.id))).toMatchObject({ data: [], last_seq: chat.last_seq });
    expect((await allMessages(alice, other.id))[0]?.reply_count).toBe(0);
  });

  it.each([0, -1, 1.5, '1', true, 2 ** 53])('%j is no id of a parent', async (parent_message_id) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const problem = invalid(alice.sendMessage(id, { content: 're', parent_message_id }));
    expect(Object.keys(await problem)).toEqual(['parent_message_id']);
  });

  it('a parent that stays out of the page is counted all the same', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const root = await ok(alice.sendMessage(id, 'root'));
    const reply = await ok(alice.sendMessage(id, { content: 're', parent_message_id: root.id }));
    const page = await ok(alice.listMessages(id, { limit: 1 }));
    expect(idsOf(page.data)).toEqual([reply.id]);
    const changed = await ok(alice.listMessages(id, { after_seq: root.change_seq }));
    expect(changed.data.map((message) => [message.id, message.change_seq])).toEqual([
      [root.id, reply.change_seq],
      [reply.id, reply.change_seq],
    ]);
  });
});
