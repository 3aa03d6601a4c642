import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '#libs/database';
import type { Place, Ranked } from '../search/ranking.js';
import type { FoundByWords } from '../search/rerank.js';
import { EmbeddingClient } from './embedding-client.js';
import { EmbeddingFailed } from './embedding-failed.js';
import { fuse } from './fuse.js';
import { VectorSearch } from './vector-search.js';
import { weightedSum } from './vector.js';

/** The nearest are looked at so far down. */
const DEPTH = 200;

/** Has what words find judged by what it means too, and finds what means the same in other words. */
@Injectable()
export class DenseJudgement {
  constructor(
    private readonly database: Database,
    private readonly client: EmbeddingClient,
    private readonly vectors: VectorSearch,
  ) {}

  /** @returns what was found by words, as it is, when there are no vectors just now */
  async rerank(found: FoundByWords, signal: AbortSignal, payer?: string): Promise<readonly Ranked[]> {
    try {
      return await this.fused(this.database, found, signal, payer);
    } catch (error) {
      if (!(error instanceof EmbeddingFailed)) throw error;
      return found.ranked;
    }
  }

  private async fused(
    db: Queryable,
    found: FoundByWords,
    signal: AbortSignal,
    payer: string | undefined,
  ): Promise<readonly Ranked[]> {
    const texts = found.texts.filter(({ text }) => text.trim() !== '');
    if (texts.length === 0) return found.ranked;
    const vectors = await this.client.embed(
      texts.map(({ text }) => text),
      signal,
      payer,
    );
    const vector = weightedSum(vectors.map((each, nth) => ({ vector: each, weight: texts[nth]?.weight ?? 0 })));
    if (vector === undefined) return found.ranked;
    const sought = { model: this.client.model, vector };
    const near = await this.vectors.nearest(db, found.chatIds, sought, DEPTH);
    // A right angle means nothing in common.
    const related = near.filter(({ score }) => score > 0);
    const [byWords, nearby] = [new Set(found.ranked.map(keyOf)), new Set(near.map(keyOf))];
    // A passage that may not be shown must not stretch the scale: the question itself is nearest to itself.
    const candidates = await found.shown([...found.ranked, ...related.filter((place) => !byWords.has(keyOf(place)))]);
    const scored = await this.vectors.scores(
      db,
      candidates.filter((place) => !nearby.has(keyOf(place))),
      sought,
    );
    const dense = new Map([...near, ...scored].map((place) => [keyOf(place), place.score]));
    const scores = fuse(candidates.map((place) => ({ lexical: found.score(place), dense: dense.get(keyOf(place)) })));
    return candidates
      .map(({ chatId, id }, nth) => ({ chatId, id, score: scores[nth] ?? 0 }))
      .toSorted((a, b) => b.score - a.score);
  }
}

function keyOf({ chatId, id }: Place): string {
  return `${chatId} ${id}`;
}
