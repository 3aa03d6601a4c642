import { LONGEST_PASSAGE, POSTING_BYTES, readBlocks } from './packed-posting.js';

/** Lucene's defaults. */
const K1 = 1.2;
const B = 0.75;

/** Chats that are ranked together: document frequencies, number and average length are those of all of it. */
export interface RankedChat {
  readonly chat_id: number;
  readonly passage_count: number;
  readonly total_length: number;
  /** Ids of passages that are not ranked. */
  readonly excluded: readonly number[];
}

export interface TermPostings {
  readonly chatId: number;
  readonly packed: Buffer;
}

export interface WeightedTerm {
  readonly weight: number;
  readonly postings: readonly TermPostings[];
}

export interface Place {
  readonly chatId: number;
  /** Of the passage, within its chat. */
  readonly id: number;
}

export interface Ranked extends Place {
  readonly score: number;
}

/** BM25 (Robertson and Zaragoza, 2009) with Lucene's idf, over packed postings. */
export class Ranking {
  private readonly chats = new Map<number, { readonly base: number; readonly last: number }>();
  private readonly scores: Float64Array;
  private readonly count: number;
  private readonly norms = new Float64Array(LONGEST_PASSAGE + 1);

  constructor(chats: readonly RankedChat[]) {
    let [places, count, length] = [0, 0, 0];
    for (const { chat_id, passage_count, total_length } of chats) {
      this.chats.set(chat_id, { base: places, last: passage_count });
      places += passage_count + 1;
      count += passage_count;
      length += total_length;
    }
    this.count = count;
    this.scores = new Float64Array(places);
    for (const { chat_id, excluded } of chats)
      for (const id of excluded) this.scores[(this.chats.get(chat_id)?.base ?? 0) + id] = -Infinity;
    const average = Math.max(1, length / Math.max(1, count));
    this.norms.forEach((_, terms) => (this.norms[terms] = K1 * (1 - B + (B * terms) / average)));
  }

  /** The rarer a term is, the more it tells. */
  private idf(frequency: number): number {
    return Math.log(1 + (this.count - frequency + 0.5) / (frequency + 0.5));
  }

  /** Adds what terms contribute to every passage that has them. */
  add(terms: readonly WeightedTerm[]): void {
    for (const { weight, postings } of terms) this.addTerm(postings, weight * this.idf(documentFrequency(postings)));
  }

  private addTerm(postings: readonly TermPostings[], gain: number): void {
    const { scores, norms } = this;
    for (const { chatId, packed } of postings) {
      const chat = this.chats.get(chatId);
      if (chat === undefined) continue;
      const { base, last } = chat;
      readBlocks(packed, (firstId, start, end) => {
        for (let at = start; at < end; at += POSTING_BYTES) {
          const id = firstId + (((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0));
          const occurrences = packed[at + 2] ?? 0;
          // What was indexed since the collection was counted is left for the next search.
          if (id > last) return;
          const place = base + id;
          scores[place] =
            (scores[place] ?? 0) + (gain * occurrences) / (occurrences + (norms[packed[at + 3] ?? 0] ?? 1));
        }
      });
    }
  }

  /** Of any passage; 0 when it has none of the terms, or was indexed since the collection was counted. */
  score({ chatId, id }: Place): number {
    const chat = this.chats.get(chatId);
    return chat === undefined || id > chat.last ? 0 : (this.scores[chat.base + id] ?? 0);
  }

  /** The best passages, best first; of equal ones, the earlier. */
  best(limit: number): Ranked[] {
    const { scores } = this;
    const kept: number[] = [];
    let least = 0;
    for (let place = 0; place < scores.length; place++) {
      const score = scores[place] ?? 0;
      if (score <= least) continue;
      kept.push(place);
      if (kept.length < 2 * limit) continue;
      this.shrink(kept, limit);
      least = scores[kept.at(-1) ?? 0] ?? 0;
    }
    this.shrink(kept, limit);
    return kept.map((place) => this.ranked(place));
  }

  /**
   * How many passages would hold, by chance, as many of these terms as the best one does: each term is taken to fall on
   * passages without regard to the others.
   */
  chance(terms: readonly WeightedTerm[]): number {
    const [best] = this.best(1);
    if (best === undefined) return this.count;
    return terms
      .filter(({ postings }) => postings.some(({ chatId, packed }) => chatId === best.chatId && holds(packed, best.id)))
      .reduce((expected, { postings }) => expected * Math.min(1, documentFrequency(postings) / this.count), this.count);
  }

  private shrink(kept: number[], limit: number): void {
    kept.sort((a, b) => (this.scores[b] ?? 0) - (this.scores[a] ?? 0) || a - b);
    kept.length = Math.min(kept.length, limit);
  }

  private ranked(place: number): Ranked {
    let [chatId, first] = [0, 0];
    for (const [id, { base }] of this.chats) if (base <= place) [chatId, first] = [id, base];
    return { chatId, id: place - first, score: this.scores[place] ?? 0 };
  }
}

function documentFrequency(postings: readonly TermPostings[]): number {
  let frequency = 0;
  for (const { packed } of postings)
    readBlocks(packed, (_, start, end) => (frequency += (end - start) / POSTING_BYTES));
  return frequency;
}

function holds(packed: Buffer, id: number): boolean {
  let isFound = false;
  readBlocks(packed, (firstId, start, end) => {
    for (let at = start; at < end; at += POSTING_BYTES) isFound ||= firstId + packed.readUInt16BE(at) === id;
  });
  return isFound;
}
