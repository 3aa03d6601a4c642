import type { Actor } from '#libs/auth';
import { LOCKED_CHATS, type MessageStatus, RAISED_CHATS, SEEN_BY_SENDERS } from '#libs/chat';
import type { Statement } from '#libs/database';
import { insertMessageText } from '#libs/search';
import { type MessageView, STORED_COLUMNS } from './message-view.js';
import { type NewMessage, requestHash, searchable, titleFrom } from './new-message.js';

/** One message on its way into one chat. */
export interface Sending {
  readonly chatId: number;
  readonly actor: Actor;
  readonly message: NewMessage;
  /** Whether it may be written into a SYSTEM chat. */
  readonly mayNotify: boolean;
  /** How the server has judged it under the chat's lock; a chat that gives the server work takes no other. */
  readonly judged?: {
    /** The status that it gets: SENDING while the server works at it. */
    readonly status: MessageStatus;
    /** False when it belongs to the change that this transaction has just made. */
    readonly raises: boolean;
  };
}

/** A message as it is stored by a batch. */
export interface SentMessage extends MessageView {
  /** Number of the chat's latest change of title, status or membership. */
  readonly chat_seq: number;
  /** Its place in the batch, from 1. */
  readonly nth_sent: number;
}

/**
 * Sends a batch in one statement: admits, locks the chats, numbers, stores, counts. A message that is not admitted
 * (no such chat for the actor, not ACTIVE, no such parent, or the chat changed meanwhile) is left out and changes
 * nothing; the caller finds out why. A `client_message_id` that is taken aborts the whole statement (23505).
 */
export function sendStatement(batch: readonly Sending[], isPatient = true): Statement {
  const column = (value: (sending: Sending) => unknown) => batch.map(value);
  return {
    name: isPatient ? 'message.send' : 'message.send-unlocked',
    text: isPatient ? PATIENT : IMPATIENT,
    values: [
      column(({ chatId }) => chatId),
      column(({ actor }) => actor.userId ?? null),
      column(({ actor }) => actor.senderId),
      column(({ mayNotify }) => mayNotify),
      column(({ message }) => message.isUser),
      column(({ message }) => message.messageType),
      column(({ message, judged }) => judged?.status ?? message.status),
      column(({ message }) => message.content),
      column(({ message }) => (message.metadata === undefined ? null : JSON.stringify(message.metadata))),
      column(({ message }) => message.parentMessageId ?? null),
      column(({ message }) => message.clientMessageId ?? null),
      column(({ message }) => requestHash(message)),
      column(({ message }) => titleFrom(message)),
      column(({ message }) => searchable(message)),
      column(({ judged }) => judged !== undefined),
      column(({ judged }) => judged?.raises ?? true),
      column(({ actor }) => actor.sentBy ?? null),
    ],
  };
}

const send = (lockedChats: string) => `
WITH draft AS (
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::boolean[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::bigint[], $11::text[], $12::bytea[], $13::text[], $14::text[], $15::boolean[], $16::boolean[],
    $17::text[])
    WITH ORDINALITY
    AS d (chat_id, user_id, sender_id, may_notify, is_user, message_type, status, content, message_metadata,
      parent_message_id, client_message_id, request_hash, title, searchable, is_judged, raises, sent_by, nth_sent)
), admitted AS (
  SELECT d.*, c.chat_type, c.change_seq AS seen_change_seq, coalesce(parent.thread_root_id, parent.id) AS thread_root_id,
    d.status = 'SENT' AND d.message_type <> 'SYSTEM' AND (c.chat_type = 'GROUP' OR NOT d.is_user) AS counts,
    CASE WHEN c.chat_type = 'GROUP' AND d.status = 'SENT' THEN (
      SELECT count(*) FROM participant p
      WHERE p.chat_id = d.chat_id AND upper_inf(p.membership) AND p.user_id <> d.sender_id
    ) END AS recipients
  FROM draft d
  JOIN chat c ON c.id = d.chat_id
  LEFT JOIN message parent ON parent.chat_id = d.chat_id AND parent.id = d.parent_message_id
  WHERE c.status = 'ACTIVE' AND (c.chat_type <> 'SYSTEM' OR d.may_notify) AND (d.is_judged OR NOT c.rag_enabled)
    AND (d.parent_message_id IS NULL OR parent.id IS NOT NULL)
    -- Not EXISTS, which would be planned as a hash of all participants.
    AND (d.user_id IS NULL OR (
      SELECT upper_inf(p.membership) FROM participant p WHERE p.chat_id = d.chat_id AND p.user_id = d.user_id))
), locked AS (${lockedChats}
), numbered AS (
  -- Drawn under the lock: within a chat, ids are in commit order.
  SELECT a.*, nextval('message_id_seq') AS id, date_trunc('milliseconds', clock_timestamp()) AS created_at,
    count(*) FILTER (WHERE a.raises) OVER (PARTITION BY a.chat_id ORDER BY a.nth_sent) AS nth
  FROM admitted a JOIN locked ON locked.id = a.chat_id
), raised AS (${RAISED_CHATS}
), stored AS (
  INSERT INTO message AS m (chat_id, id, change_seq, sender_id, is_user, message_type, status, content,
    message_metadata, parent_message_id, thread_root_id, recipients, client_message_id, request_hash,
    sent_seq, sent_by, created_at, updated_at)
  SELECT n.chat_id, n.id, r.seq_before + n.nth, n.sender_id, n.is_user, n.message_type, n.status, n.content,
    n.message_metadata::json, n.parent_message_id, n.thread_root_id, n.recipients, n.client_message_id, n.request_hash,
    CASE WHEN n.client_message_id IS NOT NULL THEN r.seq_before + n.nth END, n.sent_by, n.created_at, n.created_at
  FROM numbered n JOIN raised r USING (chat_id)
  RETURNING ${STORED_COLUMNS}, m.status
), texts AS (${insertMessageText('numbered JOIN raised USING (chat_id)')}
), parents AS (
  UPDATE message m SET reply_count = m.reply_count + replies.added, change_seq = replies.seq, updated_at = replies.sent_at
  FROM (
    SELECT chat_id, parent_message_id, count(*) AS added, max(change_seq) AS seq, max(created_at) AS sent_at
    FROM stored WHERE parent_message_id IS NOT NULL GROUP BY chat_id, parent_message_id
  ) replies
  WHERE m.chat_id = replies.chat_id AND m.id = replies.parent_message_id
), seen AS (${SEEN_BY_SENDERS}
)
SELECT stored.*, 0::bigint AS delivered, 0::bigint AS read, raised.chat_seq, n.nth_sent
FROM stored JOIN raised USING (chat_id) JOIN numbered n USING (chat_id, id)`;

const PATIENT = send(LOCKED_CHATS);
const IMPATIENT = send(`${LOCKED_CHATS} SKIP LOCKED`);
