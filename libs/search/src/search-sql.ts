import { containsPattern, searchTerms } from './search-terms.js';

/** Characters of a message that `q` looks through. */
const SEARCHED_CHARACTERS = 32_768;

/** Whether `q` finds a message by its content; bytes in base64 are not text. */
export function isSearchable(content: string, metadata: Record<string, unknown> | undefined): boolean {
  return content !== '' && metadata?.['encoding'] !== 'base64';
}

/** Adds a value to a statement and returns its placeholder. */
export type AddValue = (value: unknown) => string;

/** SQL: a text in lower case. Only PostgreSQL takes the sigma at the end of a word for another letter. */
export const caselessSql = (text: string): string => `translate(lower(${text}), 'ς', 'σ')`;

/** SQL: every term of `q` occurs in `column`, which already is {@link caselessSql}. */
export function containsAllSql(column: string, q: string, add: AddValue): string {
  return searchTerms(q)
    .map((term) => `${column} LIKE ${caselessSql(add(containsPattern(term)))}`)
    .join(' AND ');
}

/** SQL: a text in the form that `q` is compared with. */
export const foldedSql = (text: string): string => caselessSql(`left(${text}, ${SEARCHED_CHARACTERS})`);

/**
 * SQL: `chat_id` and `message_id` of every message that contains each term of `q`, indexed or waiting. `where` is the
 * condition on the columns of an alias.
 */
export function textMatchesSql(q: string, where: (alias: string) => string, add: AddValue): string {
  return `SELECT t.chat_id, t.message_id FROM message_text t WHERE ${where('t')} AND ${containsAllSql('t.folded', q, add)}
    UNION ALL ${newMatchesSql(q, `SELECT n.chat_id, n.message_id FROM message_text_new n WHERE ${where('n')}`, add)}`;
}

/**
 * SQL: which of `keys` (SQL of the `chat_id` and `message_id` of messages that wait to be indexed) contain every term.
 */
export function newMatchesSql(q: string, keys: string, add: AddValue): string {
  // OFFSET 0: each message is looked up by its key and folded once. Left free, PostgreSQL may read all messages of the chat,
  // of which it expects a few, as the average chat has.
  return `SELECT n.chat_id, n.message_id FROM (${keys}) n CROSS JOIN LATERAL (
      SELECT ${foldedSql('m.content')} AS folded FROM message m WHERE m.chat_id = n.chat_id AND m.id = n.message_id OFFSET 0
    ) t WHERE ${containsAllSql('t.folded', q, add)}`;
}

/** SQL: lets `q` find the rows of `source` (chat_id, id) by their content. */
export const insertNewTextsSql = (source: string): string =>
  `INSERT INTO message_text_new (chat_id, message_id) SELECT chat_id, id FROM ${source}`;

/** SQL: takes the rows of `source` (chat_id, id), called `name`, from those that wait to be indexed. */
export const deleteNewTextsSql = (source: string, name: string): string =>
  `DELETE FROM message_text_new t USING ${source} WHERE t.chat_id = ${name}.chat_id AND t.message_id = ${name}.id`;

/** SQL: takes the rows of `source` (chat_id, id), called `name`, out of the index. */
export const deleteTextsSql = (source: string, name: string): string =>
  `DELETE FROM message_text t USING ${source} WHERE t.chat_id = ${name}.chat_id AND t.message_id = ${name}.id`;

/** SQL: indexes the rows of `source` (chat_id, id, searchable). */
export const insertMessageTextSql = (source: string): string => `
  INSERT INTO message_text (chat_id, message_id, folded)
  SELECT chat_id, id, ${foldedSql('searchable')} FROM ${source} WHERE searchable IS NOT NULL`;
