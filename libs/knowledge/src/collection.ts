import { LONGEST_PASSAGE } from './packed-posting.js';

/** Lucene's defaults. */
const K1 = 1.2;
const B = 0.75;

/** A chat of those that are ranked together. */
export interface RankedChat {
  readonly chat_id: number;
  readonly passage_count: number;
  readonly total_length: number;
  /** Ids of passages that are not ranked. */
  readonly excluded: readonly number[];
}

/** Where a chat's passages are among all: the passage with id n is at `base + n`, the last one before `end`. */
interface ChatPlaces {
  readonly chatId: number;
  readonly base: number;
  readonly end: number;
}

/**
 * The passages of some chats as one collection: document frequencies, their number and their average length are those
 * of all of it.
 */
export class Collection {
  private readonly chats = new Map<number, ChatPlaces>();
  readonly excluded = new Set<number>();
  /** How many passages there are. */
  readonly count: number;
  /** Places are below this. */
  readonly end: number;
  /** What BM25 adds to the occurrences of a term in the denominator, by the passage's length. */
  readonly norms = new Float64Array(LONGEST_PASSAGE + 1);

  constructor(chats: readonly RankedChat[]) {
    let [base, count, length] = [0, 0, 0];
    for (const { chat_id, passage_count, total_length, excluded } of chats) {
      this.chats.set(chat_id, { chatId: chat_id, base, end: base + passage_count + 1 });
      for (const id of excluded) this.excluded.add(base + id);
      base += passage_count + 1;
      count += passage_count;
      length += total_length;
    }
    [this.count, this.end] = [count, base];
    const average = Math.max(1, length / Math.max(1, count));
    this.norms.forEach((_, terms) => (this.norms[terms] = K1 * (1 - B + (B * terms) / average)));
  }

  /** How much a term tells that so many passages have: the rarer the more. */
  idf(frequency: number): number {
    return Math.log(1 + (this.count - frequency + 0.5) / (frequency + 0.5));
  }

  placesOf(chatId: number): ChatPlaces | undefined {
    return this.chats.get(chatId);
  }

  passageAt(place: number): { readonly chatId: number; readonly id: number } {
    for (const { chatId, base, end } of this.chats.values()) if (place < end) return { chatId, id: place - base };
    throw new RangeError(`place ${place} of ${this.end}`);
  }
}
