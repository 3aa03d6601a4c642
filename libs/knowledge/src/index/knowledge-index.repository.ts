import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { KINDS } from '../words/asked-words.js';
import type { LanguageCounts, TextReading } from '../words/language.js';
import type { Matching } from '../words/matching-text.js';
import {
  BLOCK_SPAN,
  FULL_BLOCK_BYTES,
  LONGEST_PASSAGE,
  MOST_OCCURRENCES,
  packedPostingSql,
} from '../rows/packed-posting.js';
import type { Passage } from '../text/passage.js';

/** Raised whenever the terms of a text would come out otherwise, or another text is evidence. */
export const TERMS_VERSION = 4;

/** Longer ones are no words. */
const LONGEST_TERM_BYTES = 64;

/** A passage with what it is found by. */
export interface NewPassage extends Pick<Passage, 'messageId' | 'source' | 'start' | 'end' | 'text'> {
  readonly heading: string | undefined;
  readonly header: string | undefined;
  readonly reading: TextReading;
  readonly matching: Matching;
}

export interface LockedKnowledge {
  readonly chat_id: number;
  readonly indexed_seq: number;
  readonly next_id: number;
  readonly languages: LanguageCounts;
}

@Injectable()
export class KnowledgeIndexRepository {
  /** Transactions that index texts of one chat wait here for each other. */
  async lock(tx: Tx, chatId: number): Promise<LockedKnowledge> {
    const [locked] = await tx.query<LockedKnowledge>({
      name: 'knowledge.lock',
      text: `INSERT INTO knowledge AS k (chat_id, version) VALUES ($1, $2)
        ON CONFLICT (chat_id) DO UPDATE SET version = k.version RETURNING chat_id, indexed_seq, next_id, languages`,
      values: [chatId, TERMS_VERSION],
    });
    if (locked === undefined) throw new Error('an upsert returned nothing');
    return locked;
  }

  /** Which of these messages have passages. */
  async indexedOf(tx: Tx, chatId: number, messageIds: readonly number[]): Promise<Set<number>> {
    const rows = await tx.query<{ message_id: number }>({
      name: 'knowledge.indexed-of',
      text: `SELECT message_id FROM unnest($2::bigint[]) AS asked (message_id)
        WHERE EXISTS (SELECT 1 FROM passage p WHERE p.chat_id = $1 AND p.message_id = asked.message_id)`,
      values: [chatId, messageIds],
    });
    return new Set(rows.map(({ message_id }) => message_id));
  }

  async insertDocumentText(tx: Tx, chatId: number, messageId: number, text: string): Promise<void> {
    await tx.query({
      name: 'knowledge.insert-document-text',
      text: 'INSERT INTO document_text (chat_id, message_id, text) VALUES ($1, $2, $3)',
      values: [chatId, messageId, text],
    });
  }

  /**
   * Passages of a chat whose knowledge is locked; the first of them gets the id `firstId`.
   * @returns how many rows their terms needed that were not there
   */
  async insert(tx: Tx, chatId: number, firstId: number, passages: readonly NewPassage[]): Promise<number> {
    const column = (of: (passage: NewPassage) => unknown) => passages.map(of);
    const [added] = await tx.query<{ terms: number }>({
      name: 'knowledge.insert-passages',
      text: INSERT,
      values: [
        chatId,
        firstId,
        column(({ messageId }) => messageId),
        column(({ source }) => source),
        column(({ start }) => start),
        column(({ end }) => end),
        column(({ text }) => text),
        column(({ heading }) => heading ?? null),
        column(({ header }) => header ?? null),
        column(({ reading }) => reading.language),
        column(({ reading }) => reading.configuration),
        column(({ matching }) => matching.words),
        column(({ matching }) => matching.folded),
        column(({ matching }) => matching.names.join(' ')),
      ],
    });
    return added?.terms ?? 0;
  }

  async advance(tx: Tx, chatId: number, indexedSeq: number): Promise<void> {
    await tx.query({
      name: 'knowledge.advance',
      text: 'UPDATE knowledge SET indexed_seq = greatest(indexed_seq, $2) WHERE chat_id = $1',
      values: [chatId, indexedSeq],
    });
  }
}

const INSERT = `
WITH fresh AS MATERIALIZED (
  SELECT ($2::integer + nth - 1)::integer AS id, message_id, source, start_at, end_at, text, heading, header, language,
    configuration, words, folded, names
  FROM unnest($3::bigint[], $4::text[], $5::integer[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::text[],
      $11::text[], $12::text[], $13::text[], $14::text[]) WITH ORDINALITY AS f (message_id, source, start_at, end_at,
      text, heading, header, language, configuration, words, folded, names, nth)
), word AS MATERIALIZED (
  SELECT f.id, f.language, t.lexeme AS term, least(cardinality(t.positions), ${MOST_OCCURRENCES}) AS occurrences
  FROM fresh f CROSS JOIN LATERAL unnest(to_tsvector(f.configuration::regconfig, f.words)) t
  WHERE octet_length(t.lexeme) <= ${LONGEST_TERM_BYTES}
), measured AS MATERIALIZED (
  SELECT id, least(sum(occurrences), ${LONGEST_PASSAGE})::integer AS length FROM word GROUP BY id
), stored AS (
  INSERT INTO passage (chat_id, id, message_id, source, start_at, end_at, text, heading, header, language, length)
  SELECT $1::bigint, id, message_id, source, start_at, end_at, text, heading, header, language, coalesce(length, 0)
  FROM fresh LEFT JOIN measured USING (id)
), occurrence AS MATERIALIZED (
  SELECT id, (language || ' ' || term) COLLATE "C" AS term, occurrences FROM word
  UNION ALL
  SELECT f.id, f.language || ' ${KINDS.folded}' || t.lexeme, least(cardinality(t.positions), ${MOST_OCCURRENCES})
  FROM fresh f CROSS JOIN LATERAL unnest(to_tsvector(f.configuration::regconfig, f.folded)) t
  WHERE f.folded <> '' AND octet_length(t.lexeme) <= ${LONGEST_TERM_BYTES}
  UNION ALL
  SELECT f.id, f.language || ' ${KINDS.asItStands}' || n.name, least(count(*), ${MOST_OCCURRENCES})
  FROM fresh f CROSS JOIN LATERAL string_to_table(f.names, ' ') n (name) WHERE f.names <> '' GROUP BY f.id, f.language, n.name
), placed AS (
  -- The term's latest block goes on while it has room. In the index' order, in which it is read a fifth faster.
  SELECT g.term, coalesce(latest.first_id, g.least_id) AS first_id
  FROM (SELECT term, min(id) AS least_id, max(id) AS greatest_id FROM occurrence GROUP BY term ORDER BY term) g
  LEFT JOIN LATERAL (
    SELECT first_id, octet_length(packed) AS bytes FROM posting p
    WHERE p.chat_id = $1::bigint AND p.term = g.term ORDER BY p.first_id DESC LIMIT 1
  ) latest ON latest.bytes < ${FULL_BLOCK_BYTES} AND g.greatest_id - latest.first_id < ${BLOCK_SPAN}
), posted AS (
  INSERT INTO posting AS p (chat_id, term, first_id, packed)
  SELECT $1::bigint, o.term, b.first_id,
    string_agg(${packedPostingSql('o.id - b.first_id', 'o.occurrences', 'coalesce(m.length, 1)')}, ''::bytea ORDER BY o.id)
  FROM occurrence o LEFT JOIN measured m USING (id) JOIN placed b USING (term) GROUP BY o.term, b.first_id
  ON CONFLICT (chat_id, term, first_id) DO UPDATE SET packed = p.packed || excluded.packed
  RETURNING p.xmax = 0 AS is_new
)
UPDATE knowledge SET
  next_id = $2::integer + (SELECT count(*) FROM fresh),
  passage_count = passage_count + (SELECT count(*) FROM fresh),
  total_length = total_length + (SELECT coalesce(sum(length), 0) FROM measured),
  languages = languages || (
    SELECT jsonb_object_agg(language, jsonb_build_object(
      'passages', coalesce((languages -> language ->> 'passages')::integer, 0) + passages,
      'length', coalesce((languages -> language ->> 'length')::bigint, 0) + length,
      'configuration', configuration))
    FROM (
      SELECT language, max(configuration) AS configuration, count(*) AS passages, coalesce(sum(length), 0) AS length
      FROM fresh LEFT JOIN measured USING (id) GROUP BY language
    ) l)
WHERE chat_id = $1
RETURNING (SELECT count(*) FILTER (WHERE is_new) FROM posted)::integer AS terms`;
