import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { fitPassages } from './fit-passages.js';
import { type FoundPassage, type KnownChat, KnowledgeSearchRepository } from './knowledge-search.repository.js';
import { matchingText } from './matching-text.js';
import type { Passage } from './passage.js';
import { type Ranked, Ranking, type TermPostings } from './ranking.js';
import type { Scope } from './scope.js';
import { saysTheSame } from './says-the-same.js';
import { earlierTexts, questionText, type Turns, type WeightedText } from './turns.js';

export interface SearchLimits {
  /** Of all passages together, in code points. */
  readonly characters: number;
  /** Messages that are not to be found: the question itself, and what the asker sees anyway. */
  readonly excluded: readonly number[];
}

/** Terms looked up at once: a long text's rest would cost time and find nothing else. */
const MOST_TERMS = 128;

/** The ranking is looked at so far down. */
const DEPTH = 200;

/** Passages read at once. */
const PAGE = 32;

/** So few passages hold the question's words together by chance when it stands alone. */
const CHANCE = 0.01;

@Injectable()
export class KnowledgeSearch {
  constructor(private readonly rows: KnowledgeSearchRepository) {}

  async search(db: Queryable, scope: Scope, turns: Turns, limits: SearchLimits): Promise<Passage[]> {
    const chats = await this.rows.known(db, scope);
    if (chats.every(({ passage_count }) => passage_count === 0)) return [];
    const ranking = new Ranking({ chats });
    const singledOut = await this.add(db, chats, ranking, [questionText(turns)]);
    const earlier = earlierTexts(turns);
    if (earlier.length > 0 && !singledOut()) await this.add(db, chats, ranking, earlier);
    return this.fit(db, scope, turns, ranking.best(DEPTH), limits);
  }

  /** @returns whether the words so far single out a passage */
  private async add(
    db: Queryable,
    chats: readonly KnownChat[],
    ranking: Ranking,
    texts: readonly WeightedText[],
  ): Promise<() => boolean> {
    const weights = await this.termWeights(db, chats, texts);
    const found = await this.rows.postings(
      db,
      chats.map(({ chat_id }) => chat_id),
      [...weights.keys()],
    );
    const byTerm = new Map<string, TermPostings[]>();
    for (const { term, chat_id, packed } of found) {
      const postings = { chatId: chat_id, packed: Buffer.from(packed, 'base64') };
      const others = byTerm.get(term);
      if (others === undefined) byTerm.set(term, [postings]);
      else others.push(postings);
    }
    for (const [term, postings] of byTerm) ranking.add(postings, weights.get(term) ?? 0);
    return () => ranking.chance([...byTerm.values()]) < CHANCE;
  }

  /** The texts' terms under every configuration that a passage was indexed with, so that a misjudged one is found too. */
  private async termWeights(
    db: Queryable,
    chats: readonly KnownChat[],
    texts: readonly WeightedText[],
  ): Promise<Map<string, number>> {
    const languages = new Set(chats.flatMap((chat) => Object.keys(chat.languages)));
    const lookups = texts.flatMap(({ text }, nth) =>
      [...languages].map((language) => ({ nth, language, matching: matchingText(text, language) })),
    );
    const weights = new Map<string, number>();
    for (const { nth, term, occurrences } of await this.rows.terms(db, lookups))
      weights.set(term, (weights.get(term) ?? 0) + (texts[nth]?.weight ?? 0) * occurrences);
    if (weights.size <= MOST_TERMS) return weights;
    const heaviest = [...weights].toSorted(([a, x], [b, y]) => y - x || b.length - a.length);
    return new Map(heaviest.slice(0, MOST_TERMS));
  }

  private async fit(
    db: Queryable,
    scope: Scope,
    { question }: Turns,
    ranked: readonly Ranked[],
    { characters, excluded }: SearchLimits,
  ): Promise<Passage[]> {
    const passages: Passage[] = [];
    for (let at = 0; at < ranked.length; at += PAGE) {
      const page = ranked.slice(at, at + PAGE);
      const rows = await this.rows.passages(db, scope, page, excluded);
      const found = new Map(rows.map((row) => [`${row.chat_id} ${row.id}`, row]));
      for (const { chatId, id, score } of page) {
        const row = found.get(`${chatId} ${id}`);
        if (row !== undefined && !saysTheSame(row.text, question)) passages.push(toPassage(row, score));
      }
      if (passages.reduce((sum, { start, end }) => sum + end - start, 0) >= 2 * characters) break;
    }
    return fitPassages(passages, characters);
  }
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
