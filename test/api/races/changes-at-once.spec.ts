import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import { CopiedFeeds } from '../../support/copied-feeds.js';
import { ok } from '../../support/expectations.js';
import { LiveFeeds } from '../../support/live-feeds.js';
import type { Person } from '../../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

type Answer = Awaited<ReturnType<ReturnType<Person['at']>['addReaction']>>;

/** Who waits too long for the chat's lock, on a busy machine, is told to come again, and does. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask();
  return answer.status === 503 ? patiently(ask) : answer;
}

describe('marks and reactions that meet each other, over two servers', () => {
  let servers: TwoServers;
  let live: LiveFeeds;
  beforeAll(async () => {
    servers = await startTwoServers();
    live = await LiveFeeds.on(servers.user().at(0).url);
  });
  afterAll(async () => {
    live.close();
    await servers.close();
  });

  it('of 100 people at once: summary and rows are the same, and frames tell it all', async () => {
    const { alice, people, chatId, message, copies } = await begin(100);
    await copies.expectInStep();
    const added = await all(people, (person, nth) =>
      person.at(nth).addReaction(message.id, nth % 4 === 0 ? '🎉' : '👍'),
    );
    expect(new Set(added.map(({ body }) => body.change_seq)).size).toBe(100);
    await expectSummedUp(alice, chatId, { '👍': 75, '🎉': 25 });
    await copies.expectInStep();
    await all(people, (person, nth) => {
      const client = person.at(nth);
      if (nth % 4 === 0) return client.removeReaction(message.id, '🎉');
      if (nth % 4 === 1) return client.updateMessageStatus(message.id, { status: 'READ', up_to: true });
      if (nth % 4 === 2) return client.updateMessageStatus(message.id, { status: 'READ' });
      return client.addReaction(message.id, '🎉');
    });
    const shown = await expectSummedUp(alice, chatId, { '👍': 75, '🎉': 25 });
    expect(shown).toMatchObject({ status: 'READ', receipts: { recipients: 100, delivered: 50, read: 50 } });
    const { last_seq } = await ok(alice.at(0).getChat(chatId));
    expect(last_seq).toBe(message.change_seq + 200);
    await copies.expectInStep();
    const unread = await Promise.all(
      people.slice(0, 8).map(async (person) => (await ok(person.at(0).getChat(chatId))).unread_count),
    );
    expect(unread).toEqual([1, 0, 0, 1, 1, 0, 0, 1]);
  });

  it('every answer shows what was before its number, and nothing else', async () => {
    const { people, message } = await begin(60);
    const isMark = (nth: number) => nth % 3 === 0;
    const answers = await all(people, (person, nth) =>
      isMark(nth)
        ? person.at(nth).updateMessageStatus(message.id, { status: 'READ' })
        : person.at(nth).addReaction(message.id, '👍'),
    );
    const inOrder = [...answers.entries()].toSorted(
      ([, one], [, other]) => one.body.change_seq - other.body.change_seq,
    );
    const reacting: string[] = [];
    let read = 0;
    for (const [place, [nth, { body }]] of inOrder.entries()) {
      if (isMark(nth)) read++;
      else reacting.push(people[nth]!.userId);
      expect(body.change_seq).toBe(message.change_seq + place + 1);
      expect(body.receipts).toEqual({ recipients: 60, delivered: read, read });
      expect(body.reactions['👍']?.user_ids ?? []).toEqual(reacting);
    }
  });

  it('each repeats a mark and a reaction: each counts once', async () => {
    const { alice, people, chatId, message, copies } = await begin(6);
    await ok(alice.at(0).sendMessage(chatId, 'Not read yet'));
    await atOnce(72, async (nth) => {
      const client = people[nth % 6]!.at(nth >> 1);
      const status = nth % 4 < 2 ? 'DELIVERED' : 'READ';
      const answer = await patiently(() =>
        nth >= 36
          ? client.addReaction(message.id, '👍')
          : client.updateMessageStatus(message.id, { status, up_to: nth < 18 }),
      );
      expect(answer.status).toBe(200);
    });
    const shown = await expectSummedUp(alice, chatId, { '👍': 6 });
    expect(shown.receipts).toEqual({ recipients: 6, delivered: 6, read: 6 });
    for (const person of people) expect((await ok(person.at(0).getChat(chatId))).unread_count).toBe(1);
    await copies.expectInStep();
  });

  it('meet a change that takes the longer way: the 101st person, and one of the first 100 who goes', async () => {
    const { alice, people, chatId, message, copies } = await begin(101);
    await all(people.slice(0, 99), (person, nth) => person.at(nth).addReaction(message.id, '👍'));
    await all([...people.slice(99), ...people.slice(0, 4)], (person, nth) =>
      nth < 2 ? person.at(nth).addReaction(message.id, '👍') : person.at(nth).removeReaction(message.id, '👍'),
    );
    await expectSummedUp(alice, chatId, { '👍': 97 });
    await copies.expectInStep();
  });

  it('of people who are removed meanwhile: who was told 404 has changed nothing', async () => {
    const { alice, people, chatId, message, copies } = await begin(20);
    const removal = alice.at(0).sendMessage(chatId, {
      content: 'gone',
      message_type: 'SYSTEM',
      message_metadata: { action: 'remove_participants', user_ids: people.slice(0, 10).map(({ userId }) => userId) },
    });
    const answers = await atOnce(40, (nth) => {
      const client = people[nth % 20]!.at(nth >> 1);
      return patiently(() =>
        nth < 20
          ? client.addReaction(message.id, '👍')
          : client.updateMessageStatus(message.id, { status: 'READ', up_to: nth % 3 === 0 }),
      );
    });
    const { change_seq } = await ok(removal);
    for (const [nth, { status, body }] of answers.entries())
      if (nth < 10 && status === 200) expect(body.change_seq).toBeLessThan(change_seq);
    const stays = answers.filter((_, nth) => nth % 20 >= 10).map(({ status }) => status);
    expect(stays).toEqual(Array(20).fill(200));
    for (const { status } of answers) expect([200, 404]).toContain(status);
    const shown = await expectSummedUp(alice, chatId, {
      '👍': answers.slice(0, 20).filter(({ status }) => status === 200).length,
    });
    expect(shown.receipts?.read).toBe(answers.slice(20).filter(({ status }) => status === 200).length);
    await copies.expectInStep();
  });

  it('in a chat that is deleted meanwhile: what was refused has not happened, and what was answered has', async () => {
    for (const after of [0, 2, 5, 9, 14]) {
      const { alice, people, chatId, message } = await begin(20);
      let lastSeq = Infinity;
      const answers = await all(
        people,
        async (person, nth) => {
          const answer = person.at(nth).addReaction(message.id, '👍');
          if (nth === after) lastSeq = (await ok(alice.at(0).updateChatStatus(chatId, { status: 'DELETED' }))).last_seq;
          return answer;
        },
        ({ status }) => expect([200, 404]).toContain(status),
      );
      const taken = answers.filter(({ status }) => status === 200);
      for (const { body } of taken) expect(body.change_seq).toBeLessThan(lastSeq);
      await ok(alice.at(0).updateChatStatus(chatId, { status: 'ACTIVE' }));
      await expectSummedUp(alice, chatId, taken.length === 0 ? {} : { '👍': taken.length });
    }
  });

  it('among sends and a changing title: every one has a different number', async () => {
    const { alice, people, chatId, message, copies } = await begin(10);
    await atOnce(60, async (nth) => {
      const client = people[nth % 10]!.at(nth);
      if (nth % 6 === 0) await ok(client.sendMessage(chatId, `message ${nth}`));
      else if (nth % 6 === 1) await ok(alice.at(nth).sendMessage(chatId, renaming(nth)));
      else if (nth % 6 < 4) await patiently(() => client.addReaction(message.id, `r${nth}`));
      else await patiently(() => client.updateMessageStatus(message.id, { status: 'READ', up_to: nth % 6 === 4 }));
    });
    const rows = Object.fromEntries(
      [...Array(60).keys()].filter((nth) => [2, 3].includes(nth % 6)).map((nth) => [`r${nth}`, 1]),
    );
    await expectSummedUp(alice, chatId, rows);
    await copies.expectInStep();
  });

  async function begin(count: number) {
    const alice = servers.user('alice');
    const people = Array.from({ length: count }, (_, nth) => servers.user(`p${nth}`));
    const participants = people.map(({ userId }) => userId);
    const { id: chatId } = await ok(alice.at(0).createChat({ chat_type: 'GROUP', title: 'Many', participants }));
    const copies = await CopiedFeeds.of(live, alice.at(0), chatId);
    // A server that hears of a chat for the first time may begin with any of the changes that are made at once.
    const message = await ok(alice.at(0).sendMessage(chatId, 'Hooray'));
    await copies.expectInStep();
    return { alice, people, chatId, message, copies };
  }

  function all(
    people: readonly Person[],
    ask: (person: Person, nth: number) => Promise<Answer>,
    check: (answer: Answer) => void = ({ status }) => expect(status).toBe(200),
  ): Promise<Answer[]> {
    return atOnce(people.length, async (nth) => {
      const answer = await patiently(() => ask(people[nth]!, nth));
      check(answer);
      return answer;
    });
  }

  /** The oldest message shows so many of each reaction; who they are, and their order, is what the rows say. */
  async function expectSummedUp(reader: Person, chatId: number, counts: Record<string, number>): Promise<MessageDto> {
    const message = (await ok(reader.at(0).listMessages(chatId, { limit: 100 }))).data.at(0)!;
    const { rows } = await servers.pool.query<{ reaction: string; count: number; user_ids: string[] }>(
      `SELECT reaction, count(*)::int AS count, (array_agg(user_id ORDER BY seq))[1:100] AS user_ids
       FROM message_reaction WHERE message_id = $1 GROUP BY reaction`,
      [message.id],
    );
    expect(message.reactions).toEqual(
      Object.fromEntries(rows.map(({ reaction, count, user_ids }) => [reaction, { count, user_ids }])),
    );
    const shown = Object.entries(message.reactions).map(([reaction, { count }]) => [reaction, count]);
    expect(Object.fromEntries(shown)).toEqual(counts);
    return message;
  }
});

function renaming(nth: number) {
  return {
    content: 'renamed',
    message_type: 'SYSTEM',
    message_metadata: { action: 'rename', title: `Title ${nth}` },
  } as const;
}
