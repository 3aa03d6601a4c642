import { Injectable } from '@nestjs/common';
import { type Queryable } from '#libs/database';
import { type AskedForm, KINDS } from '../words/asked-words.js';
import { MIXED } from './collection.js';
import { type Matching, separated } from '../words/matching-text.js';
import { POSTING_BYTES } from '../rows/packed-posting.js';
import { chatsInScopeSql, inScope, type Scope, scopeValues } from '../rows/scope.js';

/** A text as its terms are made of it, and the text-search configuration that makes them. */
export interface ReadText {
  readonly matching: Matching;
  readonly configuration: string;
}

/**
 * One of: how many passages of a language there are (neither); how many of them have a word (no text); that a text has
 * a word (both).
 */
export interface WordRow {
  readonly text: number | null;
  readonly word: number | null;
  readonly language: string | null;
  readonly count: number;
}

@Injectable()
export class QuestionWordsRepository {
  find(db: Queryable, scope: Scope, asked: readonly AskedForm[], texts: readonly ReadText[]): Promise<WordRow[]> {
    return db.query<WordRow>({
      name: scope.isOwnersChats ? 'knowledge.question-words-of-owner' : 'knowledge.question-words',
      text: findSql(chatsInScopeSql(scope)),
      values: [
        ...scopeValues(scope),
        asked.map(({ word }) => word),
        asked.map(({ kind }) => kind),
        asked.map(({ text }) => text),
        asked.map(({ text }) => separated(text, 'tr')),
        texts.map(({ configuration }) => configuration),
        texts.map(({ matching }) => matching.words),
        texts.map(({ matching }) => matching.folded),
        texts.map(({ matching }) => matching.names.join(' ')),
      ],
    });
  }
}

const findSql = (chats: string): string => `
WITH count AS MATERIALIZED (
  SELECT k.chat_id, CASE jsonb_typeof(l.value) WHEN 'number' THEN '${MIXED}' ELSE l.key END AS language,
    CASE jsonb_typeof(l.value) WHEN 'number' THEN l.key ELSE l.value ->> 'configuration' END AS configuration,
    CASE jsonb_typeof(l.value) WHEN 'number' THEN l.value ELSE l.value -> 'passages' END::integer AS passages
  FROM knowledge k JOIN chat c ON c.id = k.chat_id CROSS JOIN jsonb_each(k.languages) l
  WHERE k.chat_id = ANY (${chats}) AND ${inScope}
), form AS MATERIALIZED (
  SELECT a.word, a.kind, r.configuration, t.lexeme COLLATE "C" AS term
  FROM (SELECT configuration FROM count UNION SELECT unnest($8::text[])) r
  CROSS JOIN unnest($4::integer[], $5::text[], $6::text[], $7::text[]) AS a (word, kind, text, turkish)
  CROSS JOIN LATERAL (
    SELECT v.lexeme FROM unnest(to_tsvector(r.configuration::regconfig,
      CASE r.configuration WHEN 'turkish' THEN a.turkish ELSE a.text END)) v WHERE a.kind <> '${KINDS.asItStands}'
    UNION ALL SELECT a.text WHERE a.kind = '${KINDS.asItStands}'
  ) t
), frequency AS (
  SELECT word, language, max(count) AS count FROM (
    SELECT f.word, f.language, found.count
    FROM (
      SELECT DISTINCT word, c.language,
        CASE c.language WHEN '${MIXED}' THEN '' ELSE c.language || ' ' END || form.kind || form.term AS term
      FROM form JOIN (SELECT DISTINCT language, configuration FROM count) c USING (configuration)
    ) f
    -- A term after the other by the index: as a join, all the postings of the chats would be read.
    CROSS JOIN LATERAL (
      SELECT sum(octet_length(p.packed)) / ${POSTING_BYTES} AS count FROM posting p
      WHERE p.chat_id = ANY (ARRAY(SELECT chat_id FROM count)) AND p.term = f.term COLLATE "C"
    ) found WHERE found.count > 0
  ) t GROUP BY word, language
), text AS (
  SELECT (nth - 1)::integer AS nth, t.configuration, l.kind, l.term
  FROM unnest($8::text[], $9::text[], $10::text[], $11::text[]) WITH ORDINALITY AS t (configuration, words, folded, names, nth)
  CROSS JOIN LATERAL (
    SELECT '${KINDS.word}' AS kind, lexeme AS term FROM unnest(to_tsvector(t.configuration::regconfig, t.words))
    UNION ALL
    SELECT '${KINDS.folded}', lexeme FROM unnest(to_tsvector(t.configuration::regconfig, t.folded)) WHERE t.folded <> ''
    UNION ALL
    SELECT '${KINDS.asItStands}', name FROM string_to_table(t.names, ' ') n (name) WHERE t.names <> ''
  ) l
)
SELECT NULL::integer AS text, NULL::integer AS word, language, sum(passages)::integer AS count FROM count GROUP BY language
UNION ALL
SELECT NULL, word, language, count::integer FROM frequency
UNION ALL
SELECT DISTINCT t.nth, f.word, NULL, 1 FROM text t JOIN form f
  ON f.configuration = t.configuration AND f.kind = t.kind AND f.term = t.term COLLATE "C"`;
