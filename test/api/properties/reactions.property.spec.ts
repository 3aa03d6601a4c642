import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MessageDto } from '#libs/message';
import { ok } from '../../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';
import type { Person } from '../../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

const PEOPLE = 4;
const REACTIONS = ['👍', '👍🏽', 'a/b', '__proto__'];

interface Act {
  readonly who: number;
  readonly reaction: string;
  readonly isAdded: boolean;
}

const act = fc.record({
  who: fc.nat({ max: PEOPLE - 1 }),
  reaction: fc.constantFrom(...REACTIONS),
  isAdded: fc.boolean(),
});

/** What `reactions` says, as pairs in an order of their own: `__proto__` is a key like any other. */
function shown({ reactions }: MessageDto): [string, number, readonly string[]][] {
  const entries = Object.entries(reactions).map(([reaction, { count, user_ids }]) => ({ reaction, count, user_ids }));
  return entries
    .toSorted((a, b) => REACTIONS.indexOf(a.reaction) - REACTIONS.indexOf(b.reaction))
    .map(({ reaction, count, user_ids }) => [reaction, count, user_ids]);
}

describe('reactions', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it(
    'are what a list of people for each of them says, after every act',
    () =>
      holds(12, fc.array(act, { minLength: 1, maxLength: 24 }), async (acts) => {
        const { people, messageId } = await begin();
        const model = new Map(REACTIONS.map((reaction) => [reaction, new Set<string>()]));
        for (const [nth, { who, reaction, isAdded }] of acts.entries()) {
          const message = await carryOut(people, messageId, { who, reaction, isAdded }, nth);
          const reacting = model.get(reaction);
          if (isAdded) reacting?.add(userId(people, who));
          else reacting?.delete(userId(people, who));
          const expected = [...model]
            .filter(([, ids]) => ids.size > 0)
            .map(([text, ids]) => [text, ids.size, [...ids]]);
          expect(shown(message)).toEqual(expected);
        }
      }),
    PROPERTY_TIMEOUT,
  );

  it(
    'add up when they come and go in bursts, over two servers',
    () =>
      holds(
        8,
        fc.array(fc.array(act, { minLength: 2, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        async (bursts) => {
          const { people, chatId, messageId } = await begin();
          const acts: Act[] = [];
          for (const burst of bursts) {
            await Promise.all(burst.map((one, nth) => carryOut(people, messageId, one, nth)));
            acts.push(...burst);
            const reactions = shown(await fetched(people, chatId));
            expect(reactions).toEqual(await stored(messageId));
            const pairs = reactions.flatMap(([reaction, , ids]) => ids.map((id) => `${id} ${reaction}`));
            for (const { who, reaction, isAdded } of certain(burst))
              expect(pairs.includes(`${userId(people, who)} ${reaction}`)).toBe(isAdded);
          }
        },
      ),
    PROPERTY_TIMEOUT,
  );

  it('of ten people at once are ten, oldest first', async () => {
    const { people, chatId, messageId } = await begin(10);
    const before = await ok(people[0]!.at(0).getChat(chatId));
    const answers = await atOnce(10, (nth) => ok(people[nth]!.at(nth).addReaction(messageId, '🎉')));
    const { reactions } = await fetched(people, chatId);
    const inOrder = answers.toSorted((a, b) => a.change_seq - b.change_seq).map((answer) => answers.indexOf(answer));
    expect(reactions).toEqual({ '🎉': { count: 10, user_ids: inOrder.map((nth) => userId(people, nth)) } });
    expect((await ok(people[0]!.at(0).getChat(chatId))).last_seq).toBe(before.last_seq + 10);
  });

  async function begin(count = PEOPLE) {
    const people = Array.from({ length: count }, (_, nth) => servers.user(`p${nth}`));
    const owner = people[0]!.at(0);
    const participants = people.map(({ userId: id }) => id);
    const { id: chatId } = await ok(owner.createChat({ chat_type: 'GROUP', participants }));
    const { id: messageId } = await ok(owner.sendMessage(chatId, 'Hooray'));
    return { people, chatId, messageId };
  }

  function carryOut(people: Person[], messageId: number, { who, reaction, isAdded }: Act, nth: number) {
    const client = people[who]!.at(nth);
    return ok(isAdded ? client.addReaction(messageId, reaction) : client.removeReaction(messageId, reaction));
  }

  async function fetched(people: Person[], chatId: number): Promise<MessageDto> {
    return (await ok(people[0]!.at(0).listMessages(chatId))).data[0]!;
  }

  async function stored(messageId: number): Promise<[string, number, string[]][]> {
    const { rows } = await servers.pool.query<{ reaction: string; user_ids: string[] }>(
      `SELECT reaction, array_agg(user_id ORDER BY seq) AS user_ids FROM message_reaction
       WHERE message_id = $1 GROUP BY reaction ORDER BY array_position($2, reaction)`,
      [messageId, REACTIONS],
    );
    return rows.map(({ reaction, user_ids }) => [reaction, user_ids.length, user_ids]);
  }
});

function userId(people: Person[], who: number): string {
  return people[who]!.userId;
}

/** The acts of a burst that nothing else in it undoes. */
function certain(burst: readonly Act[]): Act[] {
  return burst.filter(
    (one) =>
      !burst.some((other) => other.who === one.who && other.reaction === one.reaction && other.isAdded !== one.isAdded),
  );
}
