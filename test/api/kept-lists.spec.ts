import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';

describe.each([
  ['of a few', 0],
  ['of many', 60],
])('a list of chats that is asked for again and again, with a group %s', (_size, others) => {
  let servers: TwoServers;
  let owner: ApiClient;
  let member: ApiClient;
  let memberElsewhere: ApiClient;
  let stranger: ApiClient;
  let chatId: number;
  let messageId: number;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    const second = servers.user();
    owner = servers.user().at(0);
    stranger = servers.user().at(0);
    member = second.at(0);
    memberElsewhere = second.at(1);
    const participants = [member.userId, ...Array.from({ length: others }, (_, nth) => `${owner.userId}-${nth}`)];
    chatId = (await ok(owner.createChat({ chat_type: 'GROUP', participants }))).id;
    await ok(member.createChat({ title: 'another' }));
    messageId = (await ok(owner.sendMessage(chatId, 'first'))).id;
  });

  const listOften = async (person: ApiClient) => {
    for (let time = 0; time < 4; time++) await ok(person.listChats());
  };

  it('is read once while nothing changes', async () => {
    await listOften(member);
    const counted = new CountedStatements();
    try {
      await listOften(member);
      expect(counted.texts.filter((text) => text.includes('participants'))).toEqual([]);
      expect(counted.texts.filter((text) => text.includes('string_agg'))).toHaveLength(4);
    } finally {
      counted.stop();
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a new chat', () => ok(member.createChat())],
    ['a message', () => ok(owner.sendMessage(chatId, 'second'))],
    ['a mark', () => ok(member.updateMessageStatus(messageId, { status: 'READ' }))],
    ['a watermark', () => ok(member.updateMessageStatus(messageId, { status: 'READ', up_to: true }))],
    ['a title', () => ok(act(owner, chatId, 'rename', { title: 'Renamed' }))],
    ['somebody who was added', () => add(owner, chatId, stranger)],
    ['that one was removed', () => remove(owner, chatId, member)],
    ['that one has left', () => ok(act(member, chatId, 'leave'))],
    ['a chat that is archived', () => ok(owner.updateChatStatus(chatId, { status: 'ARCHIVED' }))],
    ['a chat that is deleted', () => ok(owner.updateChatStatus(chatId, { status: 'DELETED' }))],
    ['a change on another server', () => ok(memberElsewhere.updateMessageStatus(messageId, { status: 'READ' }))],
  ])('shows %s at once', async (_what, change) => {
    await listOften(member);
    const before = await ok(member.listChats());
    await change();
    const after = await ok(member.listChats());
    expect(after).not.toEqual(before);
    expect(after).toEqual(await ok(member.listChats({ limit: 49 })));
    // That server has not seen the chat, or not since.
    expect(after).toEqual(await ok(memberElsewhere.listChats()));
    await listOften(member);
    expect(await ok(member.listChats())).toEqual(after);
  });

  it('ends where more than a page began to follow', async () => {
    const answers = [];
    for (let time = 0; time < 4; time++) answers.push(await member.listChats({ limit: 1 }));
    expect(answers[0]?.body.has_more).toBe(true);
    expect(new Set(answers.map(({ text, headers }) => `${headers.get('link')} ${text}`)).size).toBe(1);
    expect(answers[3]?.headers.get('etag')).toBeNull();
    const [, other] = (await ok(member.listChats({ limit: 2 }))).data;
    await ok(member.updateChatStatus(other!.id, { status: 'DELETED' }));
    expect(await ok(member.listChats({ limit: 1 }))).toMatchObject({ has_more: false, next_cursor: null });
  });

  it('equals a list that nobody has asked for before, after any changes', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => groupOf(owner, member)));
    const chats = [chatId, ...others.map(({ id }) => id)];
    const sent = new Map(chats.map((id) => [id, messageId]));
    let nth = 0;
    const deeds = {
      send: async (id: number) => void sent.set(id, (await ok(owner.sendMessage(id, `${nth}`))).id),
      read: (id: number) => member.updateMessageStatus(sent.get(id)!, { status: 'READ', up_to: true }),
      archive: (id: number) => owner.updateChatStatus(id, { status: 'ARCHIVED' }),
      delete: (id: number) => owner.updateChatStatus(id, { status: 'DELETED' }),
      restore: (id: number) => owner.updateChatStatus(id, { status: 'ACTIVE' }),
      rename: (id: number) => act(owner, id, 'rename', { title: `${nth}` }),
      remove: (id: number) => act(owner, id, 'remove_participants', { user_ids: [member.userId] }),
      add: (id: number) => act(owner, id, 'add_participants', { user_ids: [member.userId] }),
    };
    const deed = fc.tuple(
      fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
      fc.constantFrom(...chats),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), async (turns) => {
        for (const turn of turns) {
          for (const [kind, id] of turn) await deeds[kind](id).catch(() => undefined);
          const list = await ok(member.listChats({ limit: 3 }));
          // A limit that nobody has given before.
          const whole = await ok(member.listChats({ limit: 20 + (nth++ % 80) }));
          expect(list.data).toEqual(whole.data.slice(0, 3));
          expect(list.has_more).toBe(whole.data.length > 3);
          if (list.next_cursor === null) continue;
          const rest = await ok(member.listChats({ limit: 100, cursor: list.next_cursor }));
          expect(rest.data).toEqual(whole.data.slice(3));
        }
      }),
      { numRuns: 12 },
    );
  });
});
