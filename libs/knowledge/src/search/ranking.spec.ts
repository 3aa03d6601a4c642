import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Collection } from './collection.js';
import { BLOCK_SPAN } from '../rows/packed-posting.js';
import { postingList } from './posting-list.js';
import { rank } from './ranking.js';

interface Occurrence {
  readonly id: number;
  readonly occurrences: number;
  readonly length: number;
}

/** Few ids that differ much and many that lie together: so scores rise, tie and are added up all over the place. */
const id = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 16_370, max: 16_400 }));
const occurrence = fc.record({
  id,
  occurrences: fc.integer({ min: 1, max: 3 }),
  length: fc.constantFrom(10, 20, 255),
});
const ofChat = fc
  .uniqueArray(occurrence, { selector: (posting) => posting.id, maxLength: 60 })
  .map((postings) => postings.toSorted((a, b) => a.id - b.id));
const cases = fc.record({
  counts: fc.tuple(fc.constantFrom(16_383, 16_390, 90_000), fc.constantFrom(1, 50_000)),
  terms: fc.array(fc.record({ weight: fc.constantFrom(0.3, 1, 2), chats: fc.tuple(ofChat, ofChat) }), { maxLength: 4 }),
  excluded: fc.array(id, { maxLength: 5 }),
  limit: fc.integer({ min: 1, max: 8 }),
});

describe('rank', () => {
  it('finds what adding up every posting finds, in that order', () => {
    fc.assert(
      fc.property(cases, ({ counts, terms, excluded, limit }) => {
        const collection = new Collection(
          counts.map((count, chat) => ({
            chat_id: chat,
            first_id: 1,
            next_id: count + 1,
            total_length: 15 * count,
            languages: { en: { passages: count, length: 15 * count, configuration: 'english' } },
            excluded: chat === 0 ? excluded.filter((other) => other <= count) : [],
          })),
        );
        const lists = terms.map(({ weight, chats }) =>
          // The order in which the database hands out chats says nothing.
          postingList(
            collection,
            { language: 'en', weight },
            chats.map((postings, chatId) => ({ chatId, packed: pack(postings) })).reverse(),
          ),
        );
        const statistics = collection.statistics('en');
        const scores = new Map<string, { chatId: number; id: number; score: number }>();
        for (const { weight, chats } of terms) {
          const there = chats.map((postings, chat) => postings.filter((posting) => posting.id <= (counts[chat] ?? 0)));
          const gain = weight * statistics.idf(there.flat().length);
          for (const [chatId, postings] of there.entries())
            for (const posting of postings) {
              const key = `${chatId} ${posting.id}`;
              const added =
                (gain * posting.occurrences) / (posting.occurrences + (statistics.norms[posting.length] ?? 0));
              scores.set(key, { chatId, id: posting.id, score: (scores.get(key)?.score ?? 0) + added });
            }
        }
        const expected = [...scores.values()]
          .filter((found) => found.chatId !== 0 || !excluded.includes(found.id))
          .toSorted((a, b) => b.score - a.score || a.chatId - b.chatId || a.id - b.id)
          .slice(0, limit);
        expect(rank(collection, lists, limit)).toEqual(expected);
      }),
    );
  });

  it('takes the earlier of equal ones, though it comes to its score later', () => {
    const collection = new Collection([
      {
        chat_id: 1,
        first_id: 1,
        next_id: 5,
        total_length: 40,
        languages: { en: { passages: 4, length: 40, configuration: 'english' } },
        excluded: [],
      },
    ]);
    const lists = [
      [2, 3],
      [1, 4],
    ].map((ids) =>
      postingList(collection, { language: 'en', weight: 1 }, [
        { chatId: 1, packed: pack(ids.map((own) => ({ id: own, occurrences: 1, length: 10 }))) },
      ]),
    );
    expect(rank(collection, lists, 1).map((found) => found.id)).toEqual([1]);
  });
});

/** In blocks of up to five postings, as the index packs them. */
function pack(postings: readonly Occurrence[]): Buffer {
  const blocks: Occurrence[][] = [];
  for (const posting of postings) {
    const block = blocks.at(-1);
    if (block !== undefined && block.length < 5 && posting.id - (block[0]?.id ?? 0) < BLOCK_SPAN) block.push(posting);
    else blocks.push([posting]);
  }
  return Buffer.concat(
    blocks.map((block) => {
      const [first] = block;
      const bytes = Buffer.alloc(8 + 4 * block.length);
      bytes.writeInt32BE(first?.id ?? 0, 0);
      bytes.writeInt32BE(4 * block.length, 4);
      for (const [nth, { id: own, occurrences, length }] of block.entries())
        bytes.writeUInt32BE((own - (first?.id ?? 0)) * 65_536 + occurrences * 256 + length, 8 + 4 * nth);
      return bytes;
    }),
  );
}
