import type { Collection, LanguageStatistics } from './collection.js';
import { POSTING_BYTES, readBlocks } from '../rows/packed-posting.js';

/** A term's postings in one chat, as they come from the database. */
export interface PackedPostings {
  readonly chatId: number;
  readonly packed: Buffer;
}

/** Postings that were packed together: the bytes from `start` to `end`. */
export interface PostingBlock {
  readonly bytes: DataView;
  readonly start: number;
  readonly end: number;
  /** The place of its first passage. */
  readonly place: number;
}

/** The postings of a term in a collection. */
export interface PostingList {
  /** How often the term is asked for, each time counted by its weight. */
  readonly weight: number;
  /** How many passages have it. */
  readonly frequency: number;
  /** Those of the language that the term is of. */
  readonly statistics: LanguageStatistics;
  /** In the order of places, which no two have in common. */
  readonly blocks: readonly PostingBlock[];
}

/** What was indexed since the collection was counted is left for the next search. */
export function postingList(
  collection: Collection,
  { language, weight }: { readonly language: string; readonly weight: number },
  postings: readonly PackedPostings[],
): PostingList {
  const blocks: PostingBlock[] = [];
  let frequency = 0;
  for (const { chatId, packed } of postings) {
    const chat = collection.placesOf(chatId);
    if (chat === undefined) continue;
    const bytes = new DataView(packed.buffer, packed.byteOffset, packed.length);
    readBlocks(packed, (firstId, start, stop) => {
      const place = chat.base + firstId;
      let end = stop;
      while (end > start && place + behind(bytes, end - POSTING_BYTES) >= chat.end) end -= POSTING_BYTES;
      if (end > start) blocks.push({ bytes, start, end, place });
      frequency += (end - start) / POSTING_BYTES;
    });
  }
  return {
    weight,
    frequency,
    statistics: collection.statistics(language),
    blocks: blocks.sort((a, b) => a.place - b.place),
  };
}

/** A term in the passage at a place: how often, and how long the passage is; undefined when it does not have it. */
export function findPosting(
  { blocks }: PostingList,
  place: number,
): { readonly occurrences: number; readonly length: number } | undefined {
  const block = blocks.findLast((other) => other.place <= place);
  if (block === undefined) return undefined;
  const { bytes, start, end } = block;
  for (let at = start; at < end; at += POSTING_BYTES)
    if (block.place + behind(bytes, at) === place)
      return { occurrences: bytes.getUint8(at + 2), length: bytes.getUint8(at + 3) };
  return undefined;
}

function behind(bytes: DataView, at: number): number {
  return bytes.getUint16(at);
}
