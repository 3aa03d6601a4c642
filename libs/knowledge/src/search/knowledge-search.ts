import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { askedForms } from '../words/asked-words.js';
import { Collection, MIXED } from './collection.js';
import { detectLanguage } from '../languages/detect-language.js';
import { leansOnEarlier } from '../words/leaning.js';
import { fitPassages } from './fit-passages.js';
import {
  type FoundPassage,
  type FoundPostings,
  KnowledgeSearchRepository,
  type SearchRow,
} from './knowledge-search.repository.js';
import { UNDETERMINED } from '../words/language.js';
import type { Passage } from '../text/passage.js';
import { type PackedPostings, type PostingList, postingList } from './posting-list.js';
import { type Place, rank, type Ranked, scoreOf } from './ranking.js';
import type { Rerank } from './rerank.js';
import type { Scope } from '../rows/scope.js';
import { isPartOf, saysTheSame } from '../text/says-the-same.js';
import { earlierTexts, questionText, type Turns } from '../words/turns.js';

export interface SearchLimits {
  /** Of all passages together, in code points. */
  readonly characters: number;
  /** Messages that are not to be found: the question itself, and what the asker sees anyway. */
  readonly excluded: readonly number[];
}

/** The ranking is looked at so far down. */
const DEPTH = 200;

/** Usual length of a passage, in code points: tells how many to read for a limit of characters. */
const USUAL_PASSAGE = 1_200;

/** A share of the characters that may be left unused before more is read. */
const FILLED = 0.8;

/** How much of the best score a passage has that answers about as well, and what was said before counts for it. */
const NEARLY = 0.5;
const NUDGE = 0.5;

/** A word found in another language is less likely the one that is meant: `factura` is Spanish, and a stem of French. */
const OTHER_LANGUAGE = 0.75;
const ANY_LANGUAGE = new Set([MIXED, UNDETERMINED]);

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
    const earlier = earlierTexts(turns);
    const asked = await askedForms(texts);
    const before = (await askedForms(earlier)).map((form) => ({ ...form, word: asked.length + form.word }));
    const rows = await this.rows.postings(db, scope, [...asked, ...before], limits.excluded);
    const chats = rows.filter((row) => row.term === null);
    const collection = new Collection(chats);
    const { code, isReliable } = await detectLanguage(turns.question);
    const language = isReliable ? code : '';
    let terms = termsOf(collection, rows, language, (word) => word < asked.length);
    let ranked = rank(collection, terms, DEPTH);
    if (earlier.length > 0) {
      const said = termsOf(collection, rows, language, (word) => word >= asked.length);
      if (ranked.length === 0 || (await leansOnEarlier(turns.question))) {
        texts.push(...earlier);
        terms = [...terms, ...said];
        ranked = rank(collection, terms, DEPTH);
      } else ranked = nudged(ranked, (place) => scoreOf(collection, said, place));
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
    const answers = rows.filter((row) => !excluded.includes(row.message_id) && !isOnlyAsked(row, question));
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
        if (row !== undefined && !isOnlyAsked(row, question)) passages.push(toPassage(row, score));
      }
      fitting = fitPassages(passages, characters);
      if (fitting.reduce((sum, { start, end }) => sum + end - start, 0) >= FILLED * characters) break;
    }
    return fitting;
  }
}

/** What a question says itself does not answer it; words under a heading, or in a table, may. */
function isOnlyAsked({ text, heading, header }: FoundPassage, question: string): boolean {
  return saysTheSame(text, question) || (heading === null && header === null && isPartOf(text, question));
}

/** What was said before decides between passages that answer a question about as well, and finds none that does not. */
function nudged(ranked: readonly Ranked[], earlier: (place: Place) => number): Ranked[] {
  const least = NEARLY * (ranked[0]?.score ?? 0);
  return ranked
    .map((one) => ({ ...one, score: one.score + (one.score < least ? 0 : NUDGE * earlier(one)) }))
    .toSorted((a, b) => b.score - a.score);
}

/** The terms of some of the words that were looked for together. */
function termsOf(
  collection: Collection,
  rows: readonly SearchRow[],
  language: string,
  isAsked: (word: number) => boolean,
): PostingList[] {
  const terms = new Map<string, { of: FoundPostings; postings: PackedPostings[] }>();
  for (const row of rows) {
    if (row.term === null || !row.words.some(isAsked)) continue;
    const postings = { chatId: row.chat_id, packed: Buffer.from(row.packed, 'base64') };
    const known = terms.get(row.term);
    if (known === undefined) terms.set(row.term, { of: row, postings: [postings] });
    else known.postings.push(postings);
  }
  return [...terms.values()].map(({ of, postings }) => {
    const isOther = language !== '' && of.language !== language && !ANY_LANGUAGE.has(of.language);
    const weight = of.words.reduce((sum, word, nth) => sum + (isAsked(word) ? (of.weights[nth] ?? 0) : 0), 0);
    return postingList(
      collection,
      { language: of.language, weight: isOther ? OTHER_LANGUAGE * weight : weight },
      postings,
    );
  });
}

function toPassage(row: FoundPassage, score: number): Passage {
  return {
    chatId: row.chat_id,
    messageId: row.message_id,
    filename: row.filename ?? undefined,
    sentAt: row.sent_at,
    source: row.source,
    start: row.start_at,
    end: row.end_at,
    text: row.text,
    heading: row.heading ?? undefined,
    header: row.header ?? undefined,
    score,
  };
}
