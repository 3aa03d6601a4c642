import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { idsOf, pagesOf, sendAll } from '../support/page-walk.js';

describe('pages of changes', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Five messages; the first was changed last, and the third has an answer of the same number. */
  async function startChat() {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const [one, two, three, four] = idsOf(await sendAll(alice, id, ['1', '2', '3', '4']));
    const [five] = idsOf(await sendAll(bob, id, [{ content: '5', parent_message_id: three }]));
    await ok(bob.addReaction(one ?? 0, '👍'));
    const { last_seq } = await ok(alice.getChat(id));
    return { alice, bob, id, inOrder: [two, four, three, five, one], last_seq };
  }

  it.each([1, 2, 3, 4, 5, 100])('of %i go through all that changed, in the order of changes', async (limit) => {
    const { alice, id, inOrder, last_seq } = await startChat();
    const pages = await pagesOf(alice, id, { after_seq: 0, limit });
    expect(pages.flatMap(({ data }) => idsOf(data))).toEqual(inOrder);
    expect(pages).toHaveLength(Math.ceil(5 / limit));
    const [three, five] = pages.flatMap(({ data }) => data).slice(2, 4);
    expect(three?.change_seq).toBe(five?.change_seq);
    expect(new Set(pages.map((page) => page.last_seq))).toEqual(new Set([last_seq]));
    expect(pages.map(({ has_more }) => has_more)).toEqual(pages.map((_, nth) => nth < pages.length - 1));
  });

  it('begin after any number', async () => {
    const { alice, id, inOrder, last_seq } = await startChat();
    const after = async (after_seq: number) => idsOf((await ok(alice.listMessages(id, { after_seq }))).data);
    expect(await after(last_seq - 1)).toEqual(inOrder.slice(4));
    expect(await after(last_seq - 2)).toEqual(inOrder.slice(2));
    for (const seq of [last_seq, last_seq + 1, Number.MAX_SAFE_INTEGER]) {
      expect(await after(seq)).toEqual([]);
      expect((await ok(alice.listMessages(id, { after_seq: seq }))).last_seq).toBe(last_seq);
    }
  });

  it('show again, later and as it is then, what changes during the walk', async () => {
    const { alice, bob, id, inOrder, last_seq } = await startChat();
    const first = await ok(alice.listMessages(id, { after_seq: 0, limit: 2 }));
    expect(first.last_seq).toBe(last_seq);
    const changed = await ok(bob.addReaction(inOrder[0] ?? 0, '🎉'));
    const waiting = await ok(bob.addReaction(inOrder[2] ?? 0, '🎉'));
    const rest = await pagesOf(alice, id, { cursor: first.next_cursor ?? '', limit: 2 });
    const met = [first, ...rest].flatMap(({ data }) => data);
    expect(idsOf(met)).toEqual([inOrder[0], inOrder[1], inOrder[3], inOrder[4], inOrder[0], inOrder[2]]);
    expect(met.slice(-2)).toEqual([changed, waiting]);
    expect(rest.at(-1)).toMatchObject({ has_more: false, last_seq: last_seq + 2 });
  });

  it('tell the watermarks and the chat somewhere on the way', async () => {
    const { alice, bob, id, inOrder, last_seq } = await startChat();
    const upTo = { user_id: bob.userId, delivered_up_to: inOrder[1] ?? 0, read_up_to: inOrder[1] ?? 0 };
    await ok(bob.updateMessageStatus(upTo.read_up_to, { status: 'READ', up_to: true }));
    await ok(act(alice, id, 'rename', { title: 'Renamed' }));
    await ok(alice.sendMessage(id, 'the last'));
    for (const after_seq of [0, last_seq]) {
      const pages = await pagesOf(alice, id, { after_seq, limit: 1 });
      expect(pages.flatMap(({ receipts }) => receipts ?? [])).toContainEqual(upTo);
      expect(pages.findLast(({ chat }) => chat !== undefined)?.chat).toMatchObject({ title: 'Renamed' });
    }
    const [last] = await pagesOf(alice, id, { after_seq: last_seq + 2 });
    expect(last).not.toHaveProperty('chat');
    expect(last).not.toHaveProperty('receipts');
    expect(last?.data.map(({ content }) => content)).toEqual(['the last']);
  });

  it('show the chat as the one who asks sees it', async () => {
    const { alice, bob, id } = await startChat();
    for (const client of [alice, bob]) {
      const { chat } = await ok(client.listMessages(id, { after_seq: 0 }));
      expect(chat).toEqual(await ok(client.getChat(id)));
    }
    const { chat } = await ok(api.service('bot').listMessages(id, { after_seq: 0, user_id: bob.userId }));
    expect(chat).toEqual(await ok(bob.getChat(id)));
  });

  it('of a new chat are the chat alone', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat());
    expect(await ok(alice.listMessages(chat.id, { after_seq: 0 }))).toMatchObject({ data: [], chat, has_more: false });
  });

  it('name one epoch, in sync answers only', async () => {
    const [first, second] = [await startChat(), await startChat()];
    const epochs = (await pagesOf(first.alice, first.id, { after_seq: 0, limit: 2 })).map(({ epoch }) => epoch);
    epochs.push((await ok(second.bob.listMessages(second.id, { after_seq: second.last_seq }))).epoch);
    expect(new Set(epochs).size).toBe(1);
    expect(epochs[0]).toMatch(/./);
    expect(await ok(first.alice.listMessages(first.id))).not.toHaveProperty('epoch');
  });

  it('are for participants of a chat that is not deleted', async () => {
    const { alice, bob, id } = await startChat();
    const mallory = api.user('mallory');
    const { next_cursor } = await ok(bob.listMessages(id, { after_seq: 0, limit: 1 }));
    const cursor = next_cursor ?? '';
    const queries: Record<string, string | number>[] = [{ after_seq: 0 }, { cursor }];
    for (const query of queries) await refused(mallory.listMessages(id, query), 404, 'chat_not_found');
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect((await ok(bob.listMessages(id, { cursor, limit: 1 }))).data).toHaveLength(1);
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    for (const query of queries) await refused(bob.listMessages(id, query), 404, 'chat_not_found');
  });
});
