import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { matchingText } from './matching-text.js';
import { blockHeader } from './packed-posting.js';
import type { Passage } from './passage.js';
import { chatsInScope, inScope, type Scope, scopeValues } from './scope.js';
import type { WeightedText } from './turns.js';

/** Terms looked up at once: the rest of a long text would cost time and find nothing else. */
const MOST_TERMS = 128;

/** What there is to search of one chat. */
export interface KnownChat {
  readonly chat_id: number;
  readonly passage_count: number;
  readonly total_length: number;
  /** Ids of its passages that are not to be found. */
  readonly excluded: readonly number[];
}

/** A term with its postings in one chat. */
export interface FoundPostings {
  readonly term: string;
  /** How often it occurs in the texts that were looked up, each counted by its weight. */
  readonly weight: number;
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
   * The chats of the scope, and the postings there of the texts' terms: at most {@link MOST_TERMS}, the heaviest and
   * longest, as every configuration makes them that a passage was indexed with. So a passage is found too whose
   * language was misjudged.
   */
  postings(
    db: Queryable,
    scope: Scope,
    texts: readonly WeightedText[],
    excluded: readonly number[],
  ): Promise<SearchRow[]> {
    return db.query<SearchRow>({
      name: scope.isOwnersChats ? 'knowledge.postings-of-owner' : 'knowledge.postings',
      text: postingsOf(chatsInScope(scope)),
      values: [
        ...scopeValues(scope),
        texts.map(({ weight }) => weight),
        texts.map(({ text }) => matchingText(text, 'simple')),
        texts.map(({ text }) => matchingText(text, 'turkish')),
        excluded,
      ],
    });
  }

  /** Those of the passages that the scope still shows, joined anew with message and chat. */
  passages(
    db: Queryable,
    scope: Scope,
    places: readonly { readonly chatId: number; readonly id: number }[],
  ): Promise<FoundPassage[]> {
    return db.query<FoundPassage>({
      name: 'knowledge.passages',
      text: `SELECT p.chat_id, p.id, p.message_id, m.message_metadata ->> 'filename' AS filename, p.source, p.start_at,
          p.end_at, p.text, p.heading, p.header
        FROM unnest($4::bigint[], $5::integer[]) AS f (chat_id, id)
        JOIN passage p ON p.chat_id = f.chat_id AND p.id = f.id
        JOIN message m ON m.chat_id = p.chat_id AND m.id = p.message_id
        JOIN chat c ON c.id = m.chat_id
        WHERE m.status NOT IN ('SENDING', 'FAILED') AND ${inScope}`,
      values: [...scopeValues(scope), places.map(({ chatId }) => chatId), places.map(({ id }) => id)],
    });
  }
}

/** A term that several configurations make of one text counts once. */
const postingsOf = (chats: string): string => `
WITH known AS MATERIALIZED (
  SELECT k.chat_id, k.passage_count, k.total_length, k.languages,
    ARRAY(SELECT p.id FROM passage p WHERE p.chat_id = k.chat_id AND p.message_id = ANY ($7::bigint[])) AS excluded
  FROM knowledge k JOIN chat c ON c.id = k.chat_id
  WHERE k.chat_id = ANY (${chats}) AND k.passage_count > 0 AND ${inScope}
), occurrence AS MATERIALIZED (
  SELECT l.nth, t.lexeme AS term, max(cardinality(t.positions) * l.weight) AS weight
  FROM unnest($4::float8[], $5::text[], $6::text[]) WITH ORDINALITY AS l (weight, matching, turkish, nth)
  CROSS JOIN (SELECT DISTINCT jsonb_object_keys(languages) AS language FROM known) k
  CROSS JOIN LATERAL unnest(to_tsvector(k.language::regconfig,
    CASE k.language WHEN 'turkish' THEN l.turkish ELSE l.matching END)) t
  GROUP BY l.nth, t.lexeme
), term AS MATERIALIZED (
  SELECT term, sum(weight) AS weight FROM occurrence GROUP BY term ORDER BY weight DESC, length(term) DESC, term LIMIT ${MOST_TERMS}
)
SELECT chat_id, passage_count, total_length, excluded, NULL AS term, NULL::float8 AS weight, NULL AS packed FROM known
UNION ALL
SELECT f.chat_id, NULL, NULL, NULL, t.term, t.weight, f.packed
FROM term t CROSS JOIN LATERAL (
  SELECT p.chat_id,
    encode(string_agg(${blockHeader('p.first_id', 'p.packed')} || p.packed, ''::bytea), 'base64') AS packed
  FROM posting p
  WHERE p.chat_id = ANY (ARRAY(SELECT chat_id FROM known)) AND p.term = t.term COLLATE "C" GROUP BY p.chat_id) f`;
