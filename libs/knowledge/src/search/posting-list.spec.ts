import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Collection } from './collection.js';
import { readBlocks } from '../rows/packed-posting.js';
import { postingList } from './posting-list.js';
import { rank } from './ranking.js';

const block = fc.record({ firstId: fc.nat(2 ** 31 - 1), bytes: fc.uint8Array({ maxLength: 40 }) });

describe('packed postings', () => {
  it('are read block by block as they were put together', () => {
    fc.assert(
      fc.property(fc.array(block), (blocks) => {
        const read: { firstId: number; bytes: Uint8Array }[] = [];
        const packed = Buffer.concat(blocks.flatMap(({ firstId, bytes }) => [header(firstId, bytes.length), bytes]));
        readBlocks(packed, (firstId, start, end) =>
          read.push({ firstId, bytes: new Uint8Array(packed.subarray(start, end)) }),
        );
        expect(read).toEqual(blocks);
      }),
    );
  });

  it('reach ids 65,535 behind the first', () => {
    const collection = new Collection([
      {
        chat_id: 1,
        first_id: 1,
        next_id: 70_001,
        total_length: 70_000,
        languages: { en: { passages: 70_000, length: 70_000, configuration: 'english' } },
        excluded: [],
      },
    ]);
    const packed = Buffer.concat([header(2, 8), Buffer.from([0, 0, 1, 1, 0xff, 0xff, 2, 1])]);
    const ranked = rank(
      collection,
      [postingList(collection, { language: 'en', weight: 1 }, [{ chatId: 1, packed }])],
      3,
    );
    expect(ranked.map(({ id }) => id)).toEqual([65_537, 2]);
  });
});

function header(firstId: number, bytes: number): Buffer {
  const written = Buffer.alloc(8);
  written.writeInt32BE(firstId, 0);
  written.writeInt32BE(bytes, 4);
  return written;
}
