import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { fitPassages } from './fit-passages.js';
import { type FoundPassage, KnowledgeSearchRepository, type SearchRow } from './knowledge-search.repository.js';
import type { Passage } from './passage.js';
import { type Ranked, Ranking, type TermPostings, type WeightedTerm } from './ranking.js';
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

  async search(db: Queryable, scope: Scope, turns: Turns, limits: SearchLimits): Promise<readonly Passage[]> {
    const asked = await this.rows.postings(db, scope, [questionText(turns)], limits.excluded);
    const ranking = new Ranking(asked.filter((row) => row.term === null));
    const terms = termsOf(asked);
    ranking.add(terms);
    const earlier = earlierTexts(turns);
    if (earlier.length > 0 && ranking.chance(terms) >= CHANCE)
      ranking.add(termsOf(await this.rows.postings(db, scope, earlier, [])));
    return this.fit(db, scope, turns, ranking.best(DEPTH), limits);
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

function termsOf(rows: readonly SearchRow[]): WeightedTerm[] {
  const terms = new Map<string, { weight: number; postings: TermPostings[] }>();
  for (const row of rows) {
    if (row.term === null) continue;
    const postings = { chatId: row.chat_id, packed: Buffer.from(row.packed, 'base64') };
    const known = terms.get(row.term);
    if (known === undefined) terms.set(row.term, { weight: row.weight, postings: [postings] });
    else known.postings.push(postings);
  }
  return [...terms.values()];
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
    score,
  };
}
