import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { POSTING_BYTES } from './packed-posting.js';
import { chatsInScope, inScope, type Scope, scopeValues } from './scope.js';

/** Words as PostgreSQL's parser should see them, and the text-search configuration to read them by. */
export interface ReadText {
  readonly matching: string;
  readonly language: string;
}

/** A word of a question, as one language reads it. */
export interface ReadWord extends ReadText {
  readonly word: number;
}

/**
 * One of: how many passages there are (neither); how many of them have a word (no text); how often a text has a word
 * (both, from 0).
 */
export interface WordRow {
  readonly text: number | null;
  readonly word: number | null;
  readonly count: number;
}

@Injectable()
export class QuestionWordsRepository {
  /** A word that a language takes for a function word has no row of it. */
  find(db: Queryable, scope: Scope, words: readonly ReadWord[], texts: readonly ReadText[]): Promise<WordRow[]> {
    return db.query<WordRow>({
      name: scope.isOwnersChats ? 'knowledge.question-words-of-owner' : 'knowledge.question-words',
      text: `WITH known AS MATERIALIZED (
          SELECT k.chat_id, k.passage_count FROM knowledge k JOIN chat c ON c.id = k.chat_id
          WHERE k.chat_id = ANY (${chatsInScope(scope)}) AND ${inScope}
        ), asked AS MATERIALIZED (
          SELECT DISTINCT w.word, w.language, t.lexeme COLLATE "C" AS term
          FROM unnest($4::integer[], $5::text[], $6::text[]) AS w (word, matching, language)
          CROSS JOIN LATERAL unnest(to_tsvector(w.language::regconfig, w.matching)) t
        ), frequency AS (
          SELECT a.word, a.term, sum(octet_length(p.packed)) / ${POSTING_BYTES} AS count
          FROM (SELECT DISTINCT word, term FROM asked) a
          JOIN posting p ON p.chat_id = ANY (ARRAY(SELECT chat_id FROM known)) AND p.term = a.term
          GROUP BY a.word, a.term
        )
        SELECT NULL::integer AS text, NULL::integer AS word, coalesce(sum(passage_count), 0)::integer AS count FROM known
        UNION ALL
        SELECT NULL, word, max(count)::integer FROM frequency GROUP BY word
        UNION ALL
        SELECT (t.nth - 1)::integer, a.word, max(cardinality(l.positions))::integer
        FROM unnest($7::text[], $8::text[]) WITH ORDINALITY AS t (matching, language, nth)
        CROSS JOIN LATERAL unnest(to_tsvector(t.language::regconfig, t.matching)) l
        JOIN asked a ON a.language = t.language AND a.term = l.lexeme COLLATE "C" GROUP BY t.nth, a.word`,
      values: [
        ...scopeValues(scope),
        words.map(({ word }) => word),
        words.map(({ matching }) => matching),
        words.map(({ language }) => language),
        texts.map(({ matching }) => matching),
        texts.map(({ language }) => language),
      ],
    });
  }
}
