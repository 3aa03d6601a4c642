import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { type AskedForm, KINDS } from '../words/asked-words.js';
import { type LanguageCounts } from '../words/language.js';
import { separated } from '../words/matching-text.js';
import { MIXED } from './collection.js';
import { blockHeaderSql } from '../rows/packed-posting.js';
import type { Passage } from '../text/passage.js';
import { chatsInScopeSql, inScope, type Scope, scopeValues } from '../rows/scope.js';

/** What there is to search of one chat. */
export interface KnownChat {
  readonly chat_id: number;
  /** The ids of its passages are from the one to before the other. */
  readonly first_id: number;
  readonly next_id: number;
  readonly passage_count: number;
  readonly total_length: number;
  readonly languages: LanguageCounts;
  /** Ids of its passages that are not to be found. */
  readonly excluded: readonly number[];
}

/** A term with its postings in one chat. */
export interface FoundPostings {
  readonly term: string;
  /** Of the passages; see {@link MIXED}. */
  readonly language: string;
  /** The words that it is a form of, and how much each asks for it. */
  readonly words: readonly number[];
  readonly weights: readonly number[];
  readonly chat_id: number;
  /** Blocks in base64, each after its header. */
  readonly packed: string;
}

/** A row is either. */
export type SearchRow = (KnownChat & { readonly term: null }) | FoundPostings;

export interface FoundPassage {
  readonly chat_id: number;
  readonly id: number;
  readonly message_id: number;
  readonly filename: string | null;
  readonly sent_at: string;
  readonly source: Passage['source'];
  readonly start_at: number;
  readonly end_at: number;
  readonly text: string;
  readonly heading: string | null;
  readonly header: string | null;
}

@Injectable()
export class KnowledgeSearchRepository {
  /**
   * The chats of the scope, and the postings there of the words asked for, as each language of the scope reads them: so
   * a passage is found too whose language was misjudged.
   */
  postings(
    db: Queryable,
    scope: Scope,
    asked: readonly AskedForm[],
    excluded: readonly number[],
  ): Promise<SearchRow[]> {
    return db.query<SearchRow>({
      name: scope.isOwnersChats ? 'knowledge.postings-of-owner' : 'knowledge.postings',
      text: postingsOfSql(chatsInScopeSql(scope)),
      values: [
        ...scopeValues(scope),
        asked.map(({ word }) => word),
        asked.map(({ weight }) => weight),
        asked.map(({ kind }) => kind),
        asked.map(({ text }) => text),
        asked.map(({ text }) => separated(text, 'tr')),
        excluded,
      ],
    });
  }

  /** The passages that the scope still shows, joined again with message and chat. */
  passages(
    db: Queryable,
    scope: Scope,
    places: readonly { readonly chatId: number; readonly id: number }[],
  ): Promise<FoundPassage[]> {
    return db.query<FoundPassage>({
      name: 'knowledge.passages',
      text: `SELECT p.chat_id, p.id, p.message_id, m.message_metadata ->> 'filename' AS filename,
          m.created_at AS sent_at, p.source, p.start_at,
          p.end_at, p.text, p.heading, p.header
        FROM unnest($4::bigint[], $5::integer[]) AS f (chat_id, id)
        JOIN passage p ON p.chat_id = f.chat_id AND p.id = f.id
        JOIN message m ON m.chat_id = p.chat_id AND m.id = p.message_id
        JOIN chat c ON c.id = m.chat_id
        WHERE m.status NOT IN ('SENDING', 'FAILED') AND ${inScope} AND NOT EXISTS (
          SELECT 1 FROM forgotten_text o
          WHERE o.chat_id = p.chat_id AND o.message_id = p.message_id AND o.reached_term IS NULL)`,
      values: [...scopeValues(scope), places.map(({ chatId }) => chatId), places.map(({ id }) => id)],
    });
  }
}

/** A term that several configurations make of one word counts once where passages of all languages are counted together. */
const postingsOfSql = (chats: string): string => `
WITH known AS MATERIALIZED (
  SELECT k.chat_id, k.first_id, k.next_id, k.passage_count, k.total_length, k.languages, ARRAY(
      SELECT p.id FROM passage p WHERE p.chat_id = k.chat_id AND p.message_id = ANY ($9::bigint[])
      UNION ALL SELECT generate_series(lower(r), upper(r) - 1) FROM forgotten_text o CROSS JOIN LATERAL unnest(o.passages) r
      WHERE o.chat_id = k.chat_id
    ) AS excluded
  FROM knowledge k JOIN chat c ON c.id = k.chat_id
  WHERE k.chat_id = ANY (${chats}) AND k.passage_count > 0 AND ${inScope}
), reading AS (
  SELECT DISTINCT CASE jsonb_typeof(l.value) WHEN 'number' THEN '${MIXED}' ELSE l.key END AS language,
    CASE jsonb_typeof(l.value) WHEN 'number' THEN l.key ELSE l.value ->> 'configuration' END AS configuration
  FROM known CROSS JOIN jsonb_each(known.languages) l
), form AS (
  SELECT r.language, a.word, a.weight, CASE r.language WHEN '${MIXED}' THEN '' ELSE r.language || ' ' END || a.kind || t.lexeme AS term
  FROM reading r CROSS JOIN unnest($4::integer[], $5::float8[], $6::text[], $7::text[], $8::text[]) AS a (word, weight, kind, text, turkish)
  CROSS JOIN LATERAL (
    SELECT v.lexeme FROM unnest(to_tsvector(r.configuration::regconfig, CASE r.configuration WHEN 'turkish' THEN a.turkish ELSE a.text END)) v
    WHERE a.kind <> '${KINDS.asItStands}'
    UNION ALL SELECT a.text WHERE a.kind = '${KINDS.asItStands}'
  ) t
  WHERE r.language <> '${MIXED}' OR a.kind = '${KINDS.word}'
), term AS MATERIALIZED (
  SELECT language, term, array_agg(word) AS words, array_agg(weight) AS weights
  FROM (SELECT language, word, term, max(weight) AS weight FROM form GROUP BY language, word, term) f GROUP BY language, term
)
SELECT chat_id, first_id, next_id, passage_count, total_length, languages, excluded, NULL AS term, NULL AS language,
  NULL::integer[] AS words, NULL::float8[] AS weights, NULL AS packed FROM known
UNION ALL
SELECT f.chat_id, NULL, NULL, NULL, NULL, NULL, NULL, t.term, t.language, t.words, t.weights, f.packed
FROM term t CROSS JOIN LATERAL (
  SELECT p.chat_id,
    encode(string_agg(${blockHeaderSql('p.first_id', 'p.packed')} || p.packed, ''::bytea), 'base64') AS packed
  FROM posting p
  WHERE p.chat_id = ANY (ARRAY(SELECT chat_id FROM known)) AND p.term = t.term COLLATE "C" GROUP BY p.chat_id) f`;
