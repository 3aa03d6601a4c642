import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from '../../support/api-client.js';
import { ok } from '../../support/expectations.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

describe('a GROUP whose people change while they write, over two servers', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it('takes no message from somebody after the act that removed them', async () => {
    for (let round = 0; round < 4; round++) {
      const { owner, people, chatId, lastSeq } = await begin(2);
      const [bob, carol] = [people[0]!, people[1]!];
      const [bobs, carols, removal] = await Promise.all([
        atOnce(25, (nth) => bob.at(nth).sendMessage(chatId, `bob ${nth}`)),
        atOnce(10, (nth) => ok(carol.at(nth).sendMessage(chatId, `carol ${nth}`))),
        ok(act(owner.at(round), chatId, 'remove_participants', [bob.userId])),
      ]);
      expect(codes(bobs)).toEqual(Array(codes(bobs).length).fill([404, 'chat_not_found']));
      const sent = bobs.filter(({ status }) => status === 200).map(({ body }) => body.id);
      const { data, last_seq } = await ok(owner.at(0).listMessages(chatId, { limit: 100 }));
      const expected = [...sent, ...carols.map(({ id }) => id), removal.id].toSorted((a, b) => a - b);
      expect(data.map(({ id }) => id)).toEqual(expected);
      expect(data.map(({ change_seq }) => change_seq)).toEqual(expected.map((_, nth) => lastSeq + nth + 1));
      expect(last_seq).toBe(lastSeq + expected.length);
      expect(sent.filter((id) => id > removal.id)).toEqual([]);
      const recipients = data.filter(({ sender_id }) => sender_id === carol.userId);
      for (const { id, receipts } of recipients) expect(receipts?.recipients).toBe(id < removal.id ? 2 : 1);
    }
  });

  it('has everybody who was added at once', async () => {
    const { owner, chatId, lastSeq } = await begin(0);
    const added = Array.from({ length: 20 }, (_, nth) => servers.user(`new${nth}`).userId);
    await atOnce(20, (nth) => ok(act(owner.at(nth), chatId, 'add_participants', added.slice(nth, nth + 2))));
    const chat = await ok(owner.at(0).getChat(chatId));
    expect(chat.participants.toSorted()).toEqual([owner.userId, ...added].toSorted());
    expect(chat.last_seq).toBe(lastSeq + 20);
  });

  it('has the people that its acts leave when they are followed in order', async () => {
    for (let round = 0; round < 4; round++) {
      const { owner, people, chatId } = await begin(3);
      const ids = people.map(({ userId }) => userId);
      const leaves = people.flatMap((person) => [0, 1].map((nth) => act(person.at(nth), chatId, 'leave')));
      const adds = ids.map((id, nth) => ok(act(owner.at(nth), chatId, 'add_participants', [id])));
      const removals = ids.map((id, nth) => ok(act(owner.at(nth + 1), chatId, 'remove_participants', [id])));
      const [left] = await Promise.all([Promise.all(leaves), Promise.all(adds), Promise.all(removals)]);
      expect(codes(left)).toEqual(Array(codes(left).length).fill([404, 'chat_not_found']));
      const { data, last_seq } = await ok(owner.at(0).listMessages(chatId));
      const chat = await ok(owner.at(0).getChat(chatId));
      expect(chat.participants.toSorted()).toEqual(followed([owner.userId, ...ids], data).toSorted());
      expect(last_seq).toBe(data.at(-1)?.change_seq);
      const isIn = await Promise.all(people.map(async (person) => (await person.at(0).getChat(chatId)).status === 200));
      expect(isIn).toEqual(ids.map((id) => chat.participants.includes(id)));
    }
  });

  it('tells a person who is added while others write of nothing older, and of everything after', async () => {
    const { owner, people, chatId } = await begin(1);
    const dave = servers.user('dave');
    const [, addition] = await Promise.all([
      atOnce(30, (nth) => ok(people[0]!.at(nth).sendMessage(chatId, `message ${nth}`))),
      ok(act(owner.at(0), chatId, 'add_participants', [dave.userId])),
    ]);
    const { data } = await ok(dave.at(1).listMessages(chatId, { limit: 100 }));
    expect(data).toHaveLength(31);
    const after = data.filter(({ id }) => id > addition.id);
    expect((await ok(dave.at(0).getChat(chatId))).unread_count).toBe(after.length);
    const sentToTwo = data.filter(({ id, receipts }) => id !== addition.id && receipts?.recipients === 2);
    expect(sentToTwo.map(({ id }) => id)).toEqual(after.map(({ id }) => id));
  });

  async function begin(count: number) {
    const owner = servers.user('owner');
    const people = Array.from({ length: count }, (_, nth) => servers.user(`p${nth}`));
    const participants = people.map(({ userId }) => userId);
    const chat = await ok(owner.at(0).createChat({ chat_type: 'GROUP', title: 'Us', participants }));
    return { owner, people, chatId: chat.id, lastSeq: chat.last_seq };
  }
});

function act(
  client: ApiClient,
  chatId: number,
  action: string,
  user_ids?: readonly string[],
): Promise<Reply<MessageDto>> {
  const message_metadata = { action, ...(user_ids !== undefined && { user_ids }) };
  return client.sendMessage(chatId, { content: action, message_type: 'SYSTEM', message_metadata });
}

function codes(replies: readonly Reply<MessageDto>[]): [number, string][] {
  return replies.filter(({ status }) => status !== 200).map(({ status, problem }) => [status, problem.code]);
}

/** Who is in after the acts that the chat's messages tell of. */
function followed(start: readonly string[], messages: readonly MessageDto[]): string[] {
  const present = new Set(start);
  for (const { sender_id, message_metadata } of messages) {
    const { action, user_ids = [] } = message_metadata as { action: string; user_ids?: string[] };
    if (action === 'add_participants') user_ids.forEach((id) => present.add(id));
    else for (const id of action === 'leave' ? [sender_id] : user_ids) present.delete(id);
  }
  return [...present];
}
