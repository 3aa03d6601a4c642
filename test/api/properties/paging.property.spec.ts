import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ok } from '../../support/expectations.js';
import { ids, MessageReader, WALKS } from '../../support/message-walks.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';
import type { Person } from '../../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

const limits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });

describe('pages of a chat that others send into', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  const walk = fc.record({ way: fc.constantFrom(...Object.keys(WALKS)), limits, somewhere: fc.nat() });

  it(
    'show every message that was there exactly once, in one order that never changes',
    () =>
      holds(
        5,
        fc.record({ walks: fc.array(walk, { minLength: 3, maxLength: 6 }), count: fc.integer({ min: 1, max: 20 }) }),
        async ({ walks, count }) => {
          const { chatId, people, sent } = await begin(4, count);
          const walked = walks.map(async ({ way, limits: sizes, somewhere }, nth) => {
            const there = [...sent];
            const reader = new MessageReader(people[nth % people.length]!, chatId, sizes);
            return { way, there, met: await WALKS[way]!(reader, there[somewhere % there.length]!) };
          });
          const [met] = await Promise.all([
            Promise.all(walked),
            atOnce(4, (nth) => sendMany(people[nth]!, chatId, 8, sent)),
          ]);
          const all = await WALKS['from the first by cursor']!(new MessageReader(people[0]!, chatId, [100]), 0);
          expect(all).toEqual(sent.toSorted((a, b) => a - b));
          for (const { there, met: one } of met) {
            expect(one).toEqual(all.slice(all.indexOf(one[0]!), all.indexOf(one.at(-1)!) + 1));
            expect(there.filter((id) => !one.includes(id))).toEqual([]);
          }
        },
      ),
    PROPERTY_TIMEOUT,
  );

  it(
    'miss nothing for who asks for what is after the last id seen',
    () =>
      holds(4, fc.array(limits, { minLength: 2, maxLength: 3 }), async (readers) => {
        const { chatId, people, sent } = await begin(8, 1);
        let isSending = true;
        const polled = readers.map(async (sizes, nth) => {
          const reader = new MessageReader(people[nth]!, chatId, sizes);
          const met: number[] = [];
          for (let isLast = false; ; isLast = !isSending) {
            const page = await reader.page({ after: met.at(-1) ?? 0 });
            met.push(...ids(page));
            if (isLast && !page.has_more) return met;
          }
        });
        await atOnce(8, (nth) => sendMany(people[nth]!, chatId, 10, sent));
        isSending = false;
        const inOrder = sent.toSorted((a, b) => a - b);
        for (const met of await Promise.all(polled)) expect(met).toEqual(inOrder);
      }),
    PROPERTY_TIMEOUT,
  );

  /** A chat with messages; `sent` holds the ids that its senders know of. */
  async function begin(senders: number, count: number) {
    const people = Array.from({ length: senders }, (_, nth) => servers.user(`p${nth}`));
    const participants = people.map(({ userId }) => userId);
    const { id: chatId } = await ok(people[0]!.at(0).createChat({ chat_type: 'GROUP', participants }));
    const sent: number[] = [];
    await sendMany(people[0]!, chatId, count, sent);
    return { people, chatId, sent };
  }

  async function sendMany(person: Person, chatId: number, count: number, sent: number[]): Promise<void> {
    for (let nth = 0; nth < count; nth++)
      sent.push((await ok(person.at(nth).sendMessage(chatId, `message ${nth}`))).id);
  }
});
