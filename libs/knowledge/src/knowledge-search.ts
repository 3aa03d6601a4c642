import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { Collection } from './collection.js';
import { fitPassages } from './fit-passages.js';
import { type FoundPassage, KnowledgeSearchRepository, type SearchRow } from './knowledge-search.repository.js';
import type { Passage } from './passage.js';
import { type PackedPostings, type PostingList, postingList } from './posting-list.js';
import { expectedByChance, type Place, rank, type Ranked, scoreOf } from './ranking.js';
import type { Rerank } from './rerank.js';
import type { Scope } from './scope.js';
import { saysTheSame } from './says-the-same.js';
import { earlierTexts, questionText, type Turns } from './turns.js';

export interface SearchLimits {
  /** Of all passages together, in code points. */
  readonly characters: number;
  /** Messages that are not to be found: the question itself, and what the asker sees anyway. */
  readonly excluded: readonly number[];
}

/** The ranking is looked at so far down. */
const DEPTH = 200;

/** About as long is a passage, in code points: so many more are read as will fit. */
const USUAL_PASSAGE = 1_200;

/** A share of the characters that may be left unused before more is read. */
const FILLED = 0.8;

/** So few passages hold the question's words together by chance when it stands alone. */
const CHANCE = 0.01;

@Injectable()
export class KnowledgeSearch {
  constructor(private readonly rows: KnowledgeSearchRepository) {}

  async search(
    db: Queryable,
    scope: Scope,
    turns: Turns,
    limits: SearchLimits,
    rerank?: Rerank,
  ): Promise<readonly Passage[]> {
    const texts = [questionText(turns)];
    const asked = await this.rows.postings(db, scope, texts, limits.excluded);
    const chats = asked.filter((row) => row.term === null);
    const collection = new Collection(chats);
    let terms = termsOf(collection, asked);
    let ranked = rank(collection, terms, DEPTH);
    const earlier = earlierTexts(turns);
    if (earlier.length > 0 && expectedByChance(collection, terms, ranked[0]) >= CHANCE) {
      texts.push(...earlier);
      terms = [...terms, ...termsOf(collection, await this.rows.postings(db, scope, earlier, []))];
      ranked = rank(collection, terms, DEPTH);
    }
    if (rerank === undefined) return this.fit(db, scope, turns, ranked, limits);
    const reranked = await rerank({
      texts,
      chatIds: chats.map(({ chat_id }) => chat_id),
      ranked,
      score: (place) => scoreOf(collection, terms, place),
      shown: (places) => this.shown(db, scope, turns, places, limits),
    });
    return this.fit(db, scope, turns, reranked, limits);
  }

  private async shown(
    db: Queryable,
    scope: Scope,
    { question }: Turns,
    places: readonly Place[],
    { excluded }: SearchLimits,
  ): Promise<readonly Place[]> {
    const rows = await this.rows.passages(db, scope, places);
    const answers = rows.filter(
      ({ message_id, text }) => !excluded.includes(message_id) && !saysTheSame(text, question),
    );
    const keys = new Set(answers.map(({ chat_id, id }) => `${chat_id} ${id}`));
    return places.filter(({ chatId, id }) => keys.has(`${chatId} ${id}`));
  }

  private async fit(
    db: Queryable,
    scope: Scope,
    { question }: Turns,
    ranked: readonly Ranked[],
    { characters }: SearchLimits,
  ): Promise<readonly Passage[]> {
    const passages: Passage[] = [];
    let fitting: readonly Passage[] = [];
    const size = Math.ceil((1.5 * characters) / USUAL_PASSAGE);
    for (let at = 0; at < ranked.length; at += size) {
      const page = ranked.slice(at, at + size);
      const rows = await this.rows.passages(db, scope, page);
      const found = new Map(rows.map((row) => [`${row.chat_id} ${row.id}`, row]));
      for (const { chatId, id, score } of page) {
        const row = found.get(`${chatId} ${id}`);
        if (row !== undefined && !saysTheSame(row.text, question)) passages.push(toPassage(row, score));
      }
      fitting = fitPassages(passages, characters);
      if (fitting.reduce((sum, { start, end }) => sum + end - start, 0) >= FILLED * characters) break;
    }
    return fitting;
  }
}

function termsOf(collection: Collection, rows: readonly SearchRow[]): PostingList[] {
  const terms = new Map<string, { weight: number; postings: PackedPostings[] }>();
  for (const row of rows) {
    if (row.term === null) continue;
    const postings = { chatId: row.chat_id, packed: Buffer.from(row.packed, 'base64') };
    const known = terms.get(row.term);
    if (known === undefined) terms.set(row.term, { weight: row.weight, postings: [postings] });
    else known.postings.push(postings);
  }
  return [...terms.values()].map(({ weight, postings }) => postingList(collection, weight, postings));
}

function toPassage(row: FoundPassage, score: number): Passage {
  return {
    chatId: row.chat_id,
    messageId: row.message_id,
    filename: row.filename ?? undefined,
    source: row.source,
    start: row.start_at,
    end: row.end_at,
    text: row.text,
    heading: row.heading ?? undefined,
    header: row.header ?? undefined,
    score,
  };
}
