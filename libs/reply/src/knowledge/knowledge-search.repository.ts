import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import type { LanguageCounts } from './language.js';
import { blockHeader } from './packed-posting.js';
import type { Passage } from './passage.js';
import { chatsInScope, inScope, type Scope, scopeValues } from './scope.js';

/** What there is to search of one chat. */
export interface KnownChat {
  readonly chat_id: number;
  readonly passage_count: number;
  readonly total_length: number;
  readonly languages: LanguageCounts;
}

/** A text whose terms are looked up as they are made with one text-search configuration. */
export interface Lookup {
  /** The place of the text among those that are looked up. */
  readonly nth: number;
  readonly language: string;
  readonly matching: string;
}

/** A term with its postings in one chat: blocks in base64, each after its header. */
export interface FoundPostings {
  readonly term: string;
  readonly chat_id: number;
  readonly packed: string;
}

/** How often a term occurs in a text that was looked up. */
export interface LookedUpTerm {
  readonly nth: number;
  readonly term: string;
  readonly occurrences: number;
}

export interface FoundPassage {
  readonly chat_id: number;
  readonly id: number;
  readonly message_id: number;
  readonly filename: string | null;
  readonly source: Passage['source'];
  readonly start_at: number;
  readonly end_at: number;
  readonly text: string;
}

@Injectable()
export class KnowledgeSearchRepository {
  known(db: Queryable, scope: Scope): Promise<KnownChat[]> {
    return db.query<KnownChat>({
      name: scope.isOwnersChats ? 'knowledge.known-of-owner' : 'knowledge.known',
      text: `SELECT k.chat_id, k.passage_count, k.total_length, k.languages
        FROM knowledge k JOIN chat c ON c.id = k.chat_id WHERE k.chat_id = ANY (${chatsInScope(scope)}) AND ${inScope}
        ORDER BY k.chat_id`,
      values: scopeValues(scope),
    });
  }

  /** Terms of texts, each of them under several configurations. */
  terms(db: Queryable, lookups: readonly Lookup[]): Promise<LookedUpTerm[]> {
    return db.query<LookedUpTerm>({
      name: 'knowledge.terms',
      text: `SELECT l.nth, t.lexeme AS term, max(cardinality(t.positions)) AS occurrences
        FROM unnest($1::integer[], $2::text[], $3::text[]) AS l (nth, language, matching)
        CROSS JOIN LATERAL unnest(to_tsvector(l.language::regconfig, l.matching)) t
        GROUP BY l.nth, t.lexeme ORDER BY l.nth, t.lexeme`,
      values: [
        lookups.map(({ nth }) => nth),
        lookups.map(({ language }) => language),
        lookups.map(({ matching }) => matching),
      ],
    });
  }

  postings(db: Queryable, chatIds: readonly number[], terms: readonly string[]): Promise<FoundPostings[]> {
    return db.query<FoundPostings>({
      name: 'knowledge.postings',
      text: `SELECT t.term, f.chat_id, f.packed
        FROM unnest($2::text[]) AS t (term) CROSS JOIN LATERAL (
          SELECT p.chat_id, encode(string_agg(${blockHeader('p.first_id', 'p.packed')} || p.packed, ''::bytea), 'base64') AS packed
          FROM posting p WHERE p.chat_id = ANY ($1::bigint[]) AND p.term = t.term COLLATE "C" GROUP BY p.chat_id) f`,
      values: [chatIds, terms],
    });
  }

  /** Those of the passages that the scope still shows, joined anew with message and chat. */
  passages(
    db: Queryable,
    scope: Scope,
    places: readonly { readonly chatId: number; readonly id: number }[],
    excluded: readonly number[],
  ): Promise<FoundPassage[]> {
    return db.query<FoundPassage>({
      name: 'knowledge.passages',
      text: `SELECT p.chat_id, p.id, p.message_id, m.message_metadata ->> 'filename' AS filename, p.source, p.start_at,
          p.end_at, p.text
        FROM unnest($4::bigint[], $5::integer[]) AS f (chat_id, id)
        JOIN passage p ON p.chat_id = f.chat_id AND p.id = f.id
        JOIN message m ON m.chat_id = p.chat_id AND m.id = p.message_id
        JOIN chat c ON c.id = m.chat_id
        WHERE m.status NOT IN ('SENDING', 'FAILED') AND m.id <> ALL ($6::bigint[]) AND ${inScope}`,
      values: [...scopeValues(scope), places.map(({ chatId }) => chatId), places.map(({ id }) => id), excluded],
    });
  }
}
