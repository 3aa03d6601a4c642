import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { chatsInScopeSql, inScope, type Scope, scopeValues } from '../rows/scope.js';
import type { Span } from './next-span.js';
import { pack, type Vector, vectorText } from './vector.js';

/** A chat with passages that have no vector of the model. */
export interface ChatBehind {
  readonly chat_id: number;
  /** The ids of its passages are from the one to before the other. */
  readonly first_id: number;
  readonly next_id: number;
  /** Those that have one. */
  readonly first_done: number | null;
  readonly last_done: number | null;
}

export interface BarePassage {
  readonly id: number;
  readonly text: string;
}

export interface NewVector {
  readonly passageId: number;
  readonly vector: Vector;
}

@Injectable()
export class PassageVectorRepository {
  /** Chats of the scope with passages without a vector: the one that is asked first, then the newest. */
  behind(db: Queryable, scope: Scope, model: string, limit: number): Promise<ChatBehind[]> {
    return db.query<ChatBehind>({
      name: `embedding.behind${scope.isOwnersChats ? '-of-owner' : ''}`,
      text: `SELECT k.chat_id, k.first_id, k.next_id, r.first_id AS first_done, r.last_id AS last_done
        FROM knowledge k JOIN chat c ON c.id = k.chat_id
        LEFT JOIN embedded_range r ON r.chat_id = k.chat_id AND r.model = $4
        WHERE k.chat_id = ANY (${chatsInScopeSql(scope)}) AND ${inScope} AND k.next_id > k.first_id
          AND (r.chat_id IS NULL OR r.first_id > k.first_id OR r.last_id < k.next_id - 1)
        ORDER BY k.chat_id <> $2::bigint, k.chat_id DESC LIMIT $5`,
      values: [...scopeValues(scope), model, limit],
    });
  }

  /** The passages of a span that have no vector of the model. */
  bare(db: Queryable, chatId: number, model: string, { first, last }: Span): Promise<BarePassage[]> {
    return db.query<BarePassage>({
      name: 'embedding.bare',
      text: `SELECT p.id, p.text FROM passage p WHERE p.chat_id = $1 AND p.id BETWEEN $3 AND $4 AND NOT EXISTS (
          SELECT 1 FROM passage_vector v WHERE v.chat_id = p.chat_id AND v.passage_id = p.id AND v.model = $2)
        ORDER BY p.id`,
      values: [chatId, model, first, last],
    });
  }

  /** Keeps those who remove passages from being done before these vectors are there. @returns whether nobody is at it */
  async keep(tx: Tx, chatId: number): Promise<boolean> {
    const text = 'SELECT 1 FROM knowledge WHERE chat_id = $1 FOR KEY SHARE SKIP LOCKED';
    return (await tx.query({ name: 'embedding.keep', text, values: [chatId] })).length > 0;
  }

  /** Replaces vectors of other models. Always in the order of the ids: two that do the same wait, and do not deadlock. */
  async insert(
    tx: Tx,
    chatId: number,
    model: string,
    vectors: readonly NewVector[],
    isPgvector: boolean,
  ): Promise<void> {
    const inserting = isPgvector ? INSERT_PGVECTOR : INSERT_PACKED;
    const written = ({ vector }: NewVector) => (isPgvector ? vectorText(vector) : pack(vector).toString('base64'));
    const ids = vectors.map(({ passageId }) => passageId);
    await tx.query({ ...inserting, values: [chatId, model, ids, vectors.map(written)] });
  }

  /** A span that does not continue the stored one begins again: another model or process wrote meanwhile. */
  async cover(tx: Tx, chatId: number, model: string, { first, last }: Span): Promise<void> {
    await tx.query({
      name: 'embedding.cover',
      text: `INSERT INTO embedded_range AS r (chat_id, model, first_id, last_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (chat_id) DO UPDATE SET model = $2,
          first_id = CASE WHEN ${GOES_ON} THEN least(r.first_id, $3) ELSE $3 END,
          last_id = CASE WHEN ${GOES_ON} THEN greatest(r.last_id, $4) ELSE $4 END`,
      values: [chatId, model, first, last],
    });
  }
}

const GOES_ON = 'r.model = $2 AND $3 <= r.last_id + 1 AND $4 >= r.first_id - 1';

// The new vectors `f` whose passages `p` are still there. OFFSET 0: each passage is looked up by its key. Left free, PostgreSQL
// may read all passages of the chat, of which it expects a few, as the average chat has.
const NEW_VECTORS = `unnest($3::integer[], $4::text[]) AS f (id, vector)
    CROSS JOIN LATERAL (SELECT p.chat_id, p.id FROM passage p WHERE p.chat_id = $1 AND p.id = f.id OFFSET 0) p`;

const INSERT_PACKED = {
  name: 'embedding.insert',
  text: `INSERT INTO passage_vector (chat_id, passage_id, model, packed)
    SELECT p.chat_id, p.id, $2, decode(vector, 'base64') FROM ${NEW_VECTORS} ORDER BY p.id
    ON CONFLICT (chat_id, passage_id) DO UPDATE SET model = excluded.model, packed = excluded.packed`,
};

const INSERT_PGVECTOR = {
  name: 'embedding.insert-pgvector',
  text: `INSERT INTO passage_vector (chat_id, passage_id, model, embedding)
    SELECT p.chat_id, p.id, $2, vector::vector FROM ${NEW_VECTORS} ORDER BY p.id
    ON CONFLICT (chat_id, passage_id) DO UPDATE
      SET model = excluded.model, packed = NULL, embedding = excluded.embedding`,
};
