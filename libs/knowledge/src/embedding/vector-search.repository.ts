import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import type { Place } from '../search/ranking.js';
import { type Vector, vectorText } from './vector.js';

/** A vector that is looked for, among those of its model. */
export interface Sought {
  readonly model: string;
  readonly vector: Vector;
}

/** What is near a vector: by how much where pgvector says it, otherwise the vector itself. */
export interface VectorRow {
  readonly chat_id: number;
  readonly passage_id: number;
  readonly score: number | null;
  readonly packed: Uint8Array | null;
}

@Injectable()
export class VectorSearchRepository {
  /** About how many vectors of the model these chats have. */
  async count(db: Queryable, chatIds: readonly number[], model: string): Promise<number> {
    const [row] = await db.query<{ count: number }>({
      name: 'embedding.count',
      text: `SELECT coalesce(sum(last_id - first_id + 1), 0)::bigint AS count FROM embedded_range
        WHERE chat_id = ANY ($1::bigint[]) AND model = $2`,
      values: [chatIds, model],
    });
    return row?.count ?? 0;
  }

  /** The next packed vectors of the chats, in the order of their places. */
  page(
    db: Queryable,
    chatIds: readonly number[],
    { model, vector }: Sought,
    after: Place,
    limit: number,
  ): Promise<VectorRow[]> {
    return db.query<VectorRow>({
      name: 'embedding.page',
      text: `SELECT chat_id, passage_id, NULL::float8 AS score, packed FROM passage_vector
        WHERE chat_id = ANY ($1::bigint[]) AND (chat_id, passage_id) > ($4::bigint, $5::integer)
          AND model = $2 AND octet_length(packed) = $3 ORDER BY chat_id, passage_id LIMIT $6`,
      values: [chatIds, model, 4 * vector.length, after.chatId, after.id, limit],
    });
  }

  /** The nearest of the chats' vectors that pgvector keeps, compared one by one: exact in every scope. */
  nearest(db: Queryable, chatIds: readonly number[], { model, vector }: Sought, limit: number): Promise<VectorRow[]> {
    return db.query<VectorRow>({
      name: 'embedding.nearest',
      text: `SELECT chat_id, passage_id, -(embedding <#> $4::vector) AS score, NULL::bytea AS packed FROM passage_vector
        WHERE chat_id = ANY ($1::bigint[]) AND model = $2 AND vector_dims(embedding) = $3::integer
        ORDER BY embedding <#> $4::vector, chat_id, passage_id LIMIT $5`,
      values: [chatIds, model, vector.length, vectorText(vector), limit],
    });
  }

  /** The vectors of these passages, as far as they have any. */
  at(db: Queryable, places: readonly Place[], { model, vector }: Sought, isPgvector: boolean): Promise<VectorRow[]> {
    const score = 'CASE WHEN vector_dims(v.embedding) = $4 / 4 THEN -(v.embedding <#> $5::vector) END';
    return db.query<VectorRow>({
      name: `embedding.at${isPgvector ? '-pgvector' : ''}`,
      text: `SELECT v.chat_id, v.passage_id, ${isPgvector ? score : 'NULL::float8'} AS score,
          CASE WHEN octet_length(v.packed) = $4::integer THEN v.packed END AS packed
        FROM unnest($1::bigint[], $2::integer[]) AS f (chat_id, id)
        JOIN passage_vector v ON v.chat_id = f.chat_id AND v.passage_id = f.id WHERE v.model = $3`,
      values: [
        places.map(({ chatId }) => chatId),
        places.map(({ id }) => id),
        model,
        4 * vector.length,
        ...(isPgvector ? [vectorText(vector)] : []),
      ],
    });
  }
}
