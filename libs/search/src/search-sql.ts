import { SEARCHED_CHARACTERS } from './searchable-text.js';
import { containsPattern, searchTerms } from './search-terms.js';

/** Adds a value to a statement and returns its placeholder. */
export type AddValue = (value: unknown) => string;

/** SQL: every term of `q` occurs in `column`, which already is in lower case. */
export function containsAll(column: string, q: string, add: AddValue): string {
  return searchTerms(q)
    .map((term) => `${column} LIKE lower(${add(containsPattern(term))})`)
    .join(' AND ');
}

/** SQL: the `chat_id` and `message_id` of messages of these chats (SQL of an array of ids) that hold every term of `q`. */
export function textMatches(q: string, chatIds: string, add: AddValue): string {
  return `SELECT t.chat_id, t.message_id FROM message_text t
    WHERE t.chat_id = ANY (${chatIds}) AND ${containsAll('t.folded', q, add)}`;
}

/** SQL: makes the rows of `source` (chat_id, id, searchable) findable. */
export const insertMessageText = (source: string): string => `
  INSERT INTO message_text (chat_id, message_id, folded)
  SELECT chat_id, id, lower(left(searchable, ${SEARCHED_CHARACTERS})) FROM ${source} WHERE searchable IS NOT NULL`;
