import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf, remove } from '../support/group-chats.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';

describe('a page that is asked for again and again', () => {
  let servers: TwoServers;
  let owner: ApiClient;
  let member: ApiClient;
  let onOther: (person: ApiClient) => ApiClient;
  let chatId: number;
  let messageId: number;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    const people = [servers.user(), servers.user()];
    [owner, member] = people.map((person) => person.at(0)) as [ApiClient, ApiClient];
    onOther = ({ userId }) => people.find((person) => person.userId === userId)!.at(1);
    chatId = (await groupOf(owner, member)).id;
    messageId = (await ok(owner.sendMessage(chatId, 'first'))).id;
  });

  const page = (person: ApiClient, query = {}) => person.listMessages(chatId, query);
  const pageOften = async (person: ApiClient) => {
    for (let time = 0; time < 4; time++) await ok(page(person));
  };
  /** As it is read when it is not kept: nobody has asked for this number of messages. */
  const pageAfresh = (person: ApiClient, limit: number) => ok(page(person, { limit }));

  it('is read once while nothing changes, and once for all who are in the chat', async () => {
    await pageOften(owner);
    const counted = new CountedStatements();
    try {
      for (const person of [owner, member, owner, member]) await ok(page(person));
      // What servers do by themselves meanwhile joins messages.
      expect(counted.texts.filter((text) => /FROM message m\b/.test(text))).toEqual([]);
      expect(counted.texts.filter((text) => text.includes('FROM unnest'))).toHaveLength(4);
    } finally {
      counted.stop();
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a message', () => ok(owner.sendMessage(chatId, 'second'))],
    ['a reply in a thread', () => ok(owner.sendMessage(chatId, { content: 'below', parent_message_id: messageId }))],
    ['a mark', () => ok(member.updateMessageStatus(messageId, { status: 'READ' }))],
    ['a watermark', () => ok(member.updateMessageStatus(messageId, { status: 'DELIVERED', up_to: true }))],
    ['a reaction', () => ok(member.addReaction(messageId, '👍'))],
    ['an act', () => ok(act(owner, chatId, 'rename', { title: 'Renamed' }))],
    ['somebody who leaves', () => ok(act(member, chatId, 'leave'))],
    ['a chat that is archived', () => ok(owner.updateChatStatus(chatId, { status: 'ARCHIVED' }))],
    ['a change on another server', () => ok(onOther(member).updateMessageStatus(messageId, { status: 'READ' }))],
  ])('shows %s at once', async (_what, change) => {
    await pageOften(owner);
    const before = await ok(page(owner));
    await change();
    const after = await ok(page(owner));
    expect(after).not.toEqual(before);
    expect(after).toEqual(await pageAfresh(owner, 49));
    await pageOften(owner);
    expect(await ok(page(owner))).toEqual(after);
  });

  it('shows how far a message has come that is still being confirmed', async () => {
    const sent = await ok(owner.sendMessage(chatId, { content: 'soon', status: 'SENDING' }));
    await pageOften(owner);
    await ok(owner.updateMessageStatus(sent.id, { status: 'SENT' }));
    expect((await ok(page(owner))).data.at(-1)?.status).toBe('SENT');
  });

  it('is not there for a stranger, nor any more for who was removed, nor in a chat that was deleted', async () => {
    await pageOften(member);
    await refused(page(servers.user().at(0)), 404, 'chat_not_found');
    await remove(owner, chatId, member);
    await pageOften(owner);
    await refused(page(member), 404, 'chat_not_found');
    await ok(onOther(owner).updateChatStatus(chatId, { status: 'DELETED' }));
    await refused(page(owner), 404, 'chat_not_found');
  });

  it('has the ETag and the links that it has when it is read', async () => {
    for (let nth = 0; nth < 3; nth++) await ok(owner.sendMessage(chatId, `more ${nth}`));
    const answers = [];
    for (let time = 0; time < 4; time++) answers.push(await page(owner, { limit: 2 }));
    const shown = answers.map(({ headers, text }) => [
      text,
      ...['etag', 'link', 'content-type', 'cache-control', 'vary'].map((name) => headers.get(name)),
    ]);
    expect(shown[0]?.[2]).toContain('rel="next"');
    for (const one of shown) expect(one).toEqual(shown[0]);
    const etag = shown[0]?.[1] ?? '';
    expect(await page(owner, { limit: 2 })).toMatchObject({ status: 200 });
    expect(
      await owner.listMessages(
        chatId,
        { limit: 2 },
        { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } },
      ),
    ).toMatchObject({ status: 304, text: '' });
  });
});
