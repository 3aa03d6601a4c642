import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import type { Place, Ranked } from '../search/ranking.js';
import { Nearest } from './nearest.js';
import { Pgvector } from './pgvector.js';
import { type Sought, type VectorRow, VectorSearchRepository } from './vector-search.repository.js';
import { product } from './vector.js';

/** Bytes of vectors that one search compares: read by this process, or by pgvector where they lie. */
const BYTES = { here: 32 * 2 ** 20, pgvector: 512 * 2 ** 20 };
/** Bytes of vectors read at once. */
const PAGE_BYTES = 2 ** 20;

/** Exact: every vector of the scope is compared, up to a bound, and none beyond it. */
@Injectable()
export class VectorSearch {
  constructor(
    private readonly rows: VectorSearchRepository,
    private readonly pgvector: Pgvector,
  ) {}

  /** The passages nearest to a vector, nearest first; none where there are too many to compare. */
  async nearest(db: Queryable, chatIds: readonly number[], sought: Sought, limit: number): Promise<readonly Ranked[]> {
    const size = 4 * sought.vector.length;
    const bytes = size * (await this.rows.count(db, chatIds, sought.model));
    const isPgvector = await this.pgvector.isThere(db);
    if (bytes > (isPgvector ? BYTES.pgvector : BYTES.here)) return [];
    const nearest = new Nearest(limit);
    const add = (rows: readonly VectorRow[]) => rows.forEach((row) => nearest.add(ranked(row, sought)));
    if (isPgvector) add(await this.rows.nearest(db, chatIds, sought, limit));
    // Also with pgvector: what was embedded before the extension was there.
    let after: Place | undefined = { chatId: 0, id: 0 };
    const pageSize = Math.ceil(PAGE_BYTES / size);
    for (let read = 0; after !== undefined && read < BYTES.here; read += PAGE_BYTES) {
      const page: VectorRow[] = await this.rows.page(db, chatIds, sought, after, pageSize);
      add(page);
      const last = page.length === pageSize ? page.at(-1) : undefined;
      after = last && { chatId: last.chat_id, id: last.passage_id };
    }
    return nearest.best();
  }

  /** The cosine of each of these passages that has a vector. */
  async scores(db: Queryable, places: readonly Place[], sought: Sought): Promise<readonly Ranked[]> {
    if (places.length === 0) return [];
    const rows = await this.rows.at(db, places, sought, await this.pgvector.isThere(db));
    return rows.filter(({ score, packed }) => (score ?? packed) !== null).map((row) => ranked(row, sought));
  }
}

function ranked({ chat_id, passage_id, score, packed }: VectorRow, { vector }: Sought): Ranked {
  return { chatId: chat_id, id: passage_id, score: score ?? (packed === null ? 0 : product(vector, packed)) };
}
