import type { LanguageCounts } from '../words/language.js';
import { LONGEST_PASSAGE } from '../rows/packed-posting.js';

/** Lucene's defaults. */
const K1 = 1.2;
const B = 0.75;

/** A chat of those that are ranked together. */
export interface RankedChat {
  readonly chat_id: number;
  /** The ids of its passages are from the one to before the other. */
  readonly first_id: number;
  readonly next_id: number;
  readonly total_length: number;
  readonly languages: LanguageCounts;
  /** Ids of passages that are not ranked. */
  readonly excluded: readonly number[];
}

/** All passages of an index of version 1, in all languages. */
export const MIXED = '';

/** The passages of one language: how many there are and how long they are is counted apart from all others. */
export class LanguageStatistics {
  /** What BM25 adds to the occurrences of a term in the denominator, by the passage's length. */
  readonly norms = new Float64Array(LONGEST_PASSAGE + 1);

  constructor(
    readonly count: number,
    length: number,
  ) {
    const average = Math.max(1, length / Math.max(1, count));
    this.norms.forEach((_, terms) => (this.norms[terms] = K1 * (1 - B + (B * terms) / average)));
  }

  /** How much a term tells, by how many passages have it: the rarer the more. */
  idf(frequency: number): number {
    return idf(this.count, frequency);
  }
}

/** Where a chat's passages are among all: the passage with id n is at `base + n`, the last one before `end`. */
interface ChatPlaces {
  readonly chatId: number;
  readonly base: number;
  readonly end: number;
}

/**
 * The passages of some chats as one collection: document frequencies, their number and their average length are those
 * of all of it, for each language apart, so that no passage changes what those of another language are worth.
 */
export class Collection {
  private readonly chats = new Map<number, ChatPlaces>();
  private readonly languages = new Map<string, LanguageStatistics>();
  readonly excluded = new Set<number>();
  /** Places are below this. */
  readonly end: number;

  constructor(chats: readonly RankedChat[]) {
    let end = 0;
    const counts = new Map<string, { count: number; length: number }>();
    for (const chat of chats) {
      const { chat_id, first_id, next_id, excluded } = chat;
      const base = end - first_id;
      end = base + next_id;
      this.chats.set(chat_id, { chatId: chat_id, base, end });
      for (const id of excluded) this.excluded.add(base + id);
      for (const [language, { count, length }] of countsOf(chat)) {
        const sum = counts.get(language) ?? { count: 0, length: 0 };
        counts.set(language, { count: sum.count + count, length: sum.length + length });
      }
    }
    this.end = end;
    for (const [language, { count, length }] of counts)
      this.languages.set(language, new LanguageStatistics(count, length));
  }

  statistics(language: string): LanguageStatistics {
    return this.languages.get(language) ?? new LanguageStatistics(0, 0);
  }

  placesOf(chatId: number): ChatPlaces | undefined {
    return this.chats.get(chatId);
  }

  passageAt(place: number): { readonly chatId: number; readonly id: number } {
    for (const { chatId, base, end } of this.chats.values()) if (place < end) return { chatId, id: place - base };
    throw new RangeError(`place ${place} of ${this.end}`);
  }
}

function* countsOf({ languages, total_length }: RankedChat): Generator<[string, { count: number; length: number }]> {
  let mixed = { count: 0, length: total_length };
  for (const [language, known] of Object.entries(languages)) {
    if (typeof known === 'number') mixed = { ...mixed, count: mixed.count + known };
    else {
      yield [language, { count: known.passages, length: known.length }];
      mixed = { ...mixed, length: mixed.length - known.length };
    }
  }
  if (mixed.count > 0) yield [MIXED, mixed];
}

/** The inverse document frequency of BM25 as Lucene has it: never negative. */
export function idf(passages: number, frequency: number): number {
  return Math.log(1 + Math.max(0, passages - frequency + 0.5) / (frequency + 0.5));
}
