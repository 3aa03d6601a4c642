import { RowList } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { type Fate, fateSql } from '../shown/citations.js';
import type { MessagePlace } from '../shown/message-view.js';
import { PLACE, WANTED } from './message-place.js';

/** That `by` cites `cited`. */
export interface Citing {
  readonly cited: MessagePlace;
  readonly by: MessagePlace;
}

/** How many replies of the same chat follow in the change that edits or deletes a message; more follow later. */
export const FOLLOWING_AT_ONCE = 50;

/** A citation that a reply is about to have. */
export interface NewCitation {
  readonly by: MessagePlace;
  readonly n: number;
  readonly cited: MessagePlace;
  readonly source: unknown;
  readonly start: unknown;
  readonly end: unknown;
  readonly text: unknown;
}
export const NEW_CITATIONS = new RowList<NewCitation>('u', {
  by_chat_id: ['bigint', ({ by }) => by.chatId],
  by_id: ['bigint', ({ by }) => by.messageId],
  n: ['bigint', ({ n }) => n],
  chat_id: ['bigint', ({ cited }) => cited.chatId],
  message_id: ['bigint', ({ cited }) => cited.messageId],
  source: ['text', ({ source }) => source],
  start_at: ['integer', ({ start }) => start],
  end_at: ['integer', ({ end }) => end],
  text: ['text', ({ text }) => text],
});

/**
 * What became of the messages that are cited. FOR SHARE: it waits for an edit or deletion that is under way, and a later
 * one waits for it, and finds the reply among those that cite the message. One that is not there was purged.
 */
const fatesSql = (citations: string) => `WITH u AS MATERIALIZED (${citations}), m AS MATERIALIZED (
    SELECT m.chat_id, m.id, m.content, m.edited_at, m.deleted_at FROM u JOIN message m ON m.chat_id = u.chat_id AND m.id = u.message_id
    ORDER BY m.chat_id, m.id FOR SHARE OF m
  )
  SELECT u.by_chat_id AS chat_id, u.by_id AS message_id, u.n, ${fateSql({
    isElsewhere: 'u.chat_id <> u.by_chat_id',
    isChatDeleted: "(SELECT c.status FROM chat c WHERE c.id = u.chat_id) = 'DELETED'",
    isEditNews: "u.source = 'content' AND u.text <> substring(m.content, u.start_at + 1, u.end_at - u.start_at)",
  })} AS fate
  FROM u LEFT JOIN m ON m.chat_id = u.chat_id AND m.id = u.message_id`;

const citedBySql = (
  replies: string,
) => `SELECT r.chat_id AS by_chat_id, r.id AS by_id, (c->>'n')::bigint AS n, (c->>'chat_id')::bigint AS chat_id,
      (c->>'message_id')::bigint AS message_id, c->>'source' AS source, (c->>'start')::integer AS start_at,
      (c->>'end')::integer AS end_at, c->>'text' AS text
    FROM ${replies} CROSS JOIN LATERAL json_array_elements(CASE json_typeof(r.message_metadata->'rag'->'citations')
      WHEN 'array' THEN r.message_metadata->'rag'->'citations' ELSE '[]' END) c
    WHERE r.sender_id = '${ASSISTANT}'`;

export const CITED_BY_NEW = fatesSql(`SELECT * FROM ${NEW_CITATIONS.sql}`);
export const CITED_BY = fatesSql(
  citedBySql(`${WANTED.sql} JOIN message r ON r.chat_id = w.chat_id AND r.id = w.message_id`),
);
export const CITED_BY_REPLIES = fatesSql(
  citedBySql(`${WANTED.sql} JOIN message_work k ON k.chat_id = w.chat_id AND k.kind = 'reply'
    JOIN message r ON r.chat_id = k.chat_id AND r.id = k.message_id AND r.parent_message_id = w.message_id`),
);

type Cited = MessagePlace & { readonly deletes: boolean };
export const CITED = new RowList<Cited>('w', { ...PLACE, deletes: ['boolean', ({ deletes }: Cited) => deletes] });
const othersSql = (where: string, further = '') => `EXISTS (SELECT 1 FROM message_citation t
    WHERE t.cited_chat_id = w.chat_id AND t.cited_id = w.message_id AND (w.deletes OR NOT t.is_edited) AND ${where}${further})`;
export const LOAD_ELSEWHERE = `SELECT w.chat_id AS cited_chat_id, w.message_id AS cited_id FROM ${CITED.sql}
  WHERE ${othersSql('t.chat_id < w.chat_id')} OR ${othersSql('t.chat_id > w.chat_id')}
    OR ${othersSql('t.chat_id = w.chat_id', ` OFFSET ${FOLLOWING_AT_ONCE}`)}`;
export const LOCK_CITED = `SELECT 1 FROM ${CITED.sql} JOIN message m ON m.chat_id = w.chat_id AND m.id = w.message_id
  ORDER BY m.chat_id, m.id FOR NO KEY UPDATE OF m`;

/** SQL: the replies of the same chat that cite the messages `w`, called `t`. */
export const CITING = `CROSS JOIN LATERAL (
    SELECT t.message_id FROM message_citation t WHERE t.cited_chat_id = w.chat_id AND t.cited_id = w.message_id AND t.chat_id = w.chat_id
    ORDER BY t.cited_chat_id, t.cited_id, t.chat_id, t.message_id LIMIT ${FOLLOWING_AT_ONCE}
  ) t`;

const CITATION = {
  cited_chat_id: ['bigint', ({ cited }: Citing) => cited.chatId],
  cited_id: ['bigint', ({ cited }: Citing) => cited.messageId],
  chat_id: ['bigint', ({ by }: Citing) => by.chatId],
  message_id: ['bigint', ({ by }: Citing) => by.messageId],
} as const;

export const ADDED = new RowList<Citing>('u', CITATION);
export const ADD = `INSERT INTO message_citation (${ADDED.names}) SELECT DISTINCT * FROM ${ADDED.sql} ON CONFLICT DO NOTHING`;

type Settled = Citing & { readonly fate: Fate };
export const SETTLED = new RowList<Settled>('u', { ...CITATION, fate: ['text', ({ fate }: Settled) => fate] });
const IS_SETTLED = `t.cited_chat_id = u.cited_chat_id AND t.cited_id = u.cited_id AND t.chat_id = u.chat_id AND t.message_id = u.message_id`;
export const SETTLE = `WITH u AS MATERIALIZED (SELECT * FROM ${SETTLED.sql}), edited AS (
    UPDATE message_citation t SET is_edited = true FROM u WHERE u.fate = 'edited' AND ${IS_SETTLED}
  ) DELETE FROM message_citation t USING u WHERE u.fate = 'deleted' AND ${IS_SETTLED}`;

export const FORGOTTEN = new RowList<MessagePlace>('u', PLACE);
export const FORGET = `DELETE FROM message_citation t USING ${FORGOTTEN.sql} WHERE t.chat_id = u.chat_id AND t.message_id = u.message_id`;

type Due = MessagePlace & { readonly seq: number };
export const DUE = new RowList<Due>('u', { ...PLACE, due_seq: ['bigint', ({ seq }: Due) => seq] });
export const WAIT = `INSERT INTO message_citation_due (${DUE.names}) SELECT * FROM ${DUE.sql}
  ON CONFLICT (chat_id, message_id) DO UPDATE SET due_seq = EXCLUDED.due_seq`;
