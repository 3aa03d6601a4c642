import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '#libs/auth';
import { isVisible, LOCKED_CHAT_COLUMNS, type LockedChat, type MessageStatus, type Reader } from '#libs/chat';
import { ASSISTANT } from '#libs/http';
import { isUniqueViolation, type Queryable, type Tx } from '#libs/database';
import { MessageNotFound } from './message-errors.js';
import { type MessageListQuery, messageListStatement, type MessageRow } from './message-list.js';
import { type MessageView, reached, type Reactions, SHOWN_COLUMNS } from './message-view.js';
import { Message } from './message.entity.js';
import { countUnread } from './passed-sql.js';
import { type Sending, sendStatement, type SentMessage } from './send-statement.js';

export interface StoredByKey {
  readonly id: number;
  readonly request_hash: Buffer;
  readonly is_chat_deleted: boolean;
  readonly reads_files: boolean;
  /** When the reply to it was opened; null without one. */
  readonly asked_at: Date | null;
  /** Whether the actor may not see the chat any more. */
  readonly is_outside: boolean;
  /** The chat's number of the send. Where it was not kept, no later than the departure of who is outside. */
  readonly sent_seq: number;
}

const UNREAD = countUnread({
  chatId: '$1',
  chatType: 'c.chat_type',
  userId: '$2',
  after: '$3',
  unreadAfter: '$4',
  upTo: '$5',
});

@Injectable()
export class MessageRepository {
  /**
   * Sends a batch in one statement. A patient one waits for chats that somebody else has locked; another leaves their
   * messages out, so that one chat does not hold up the others.
   * @returns for each the message, or undefined when it was not admitted; `key_taken`, and nothing is sent, when a key is
   */
  async send(
    db: Queryable,
    batch: readonly Sending[],
    { isPatient }: { readonly isPatient: boolean },
  ): Promise<(SentMessage | undefined)[] | 'key_taken'> {
    try {
      const stored = await db.query<SentMessage>(sendStatement(batch, isPatient));
      const byPlace = new Map(stored.map((message) => [message.nth_sent, message]));
      return batch.map((_sending, nth) => byPlace.get(nth + 1));
    } catch (error) {
      if (isUniqueViolation(error, 'message_client_message_id')) return 'key_taken';
      throw error;
    }
  }

  async findByKey(
    db: Queryable,
    chatId: number,
    { senderId, userId }: Pick<Actor, 'senderId' | 'userId'>,
    key: string,
  ): Promise<StoredByKey | null> {
    const [stored] = await db.query<StoredByKey>({
      name: 'message.find-by-key',
      text: `SELECT m.id, m.request_hash, c.status = 'DELETED' AS is_chat_deleted, c.rag_enabled AS reads_files,
          (SELECT min(r.created_at) FROM message r
            WHERE r.chat_id = m.chat_id AND r.parent_message_id = m.id AND r.sender_id = '${ASSISTANT}') AS asked_at,
          NOT ${isVisible('$4')} AS is_outside,
          coalesce(m.sent_seq, least(m.change_seq, (
            SELECT p.change_seq FROM participant p WHERE p.chat_id = m.chat_id AND p.user_id = $4))) AS sent_seq
        FROM message m JOIN chat c ON c.id = m.chat_id
        WHERE m.chat_id = $1 AND m.sender_id = $2 AND m.client_message_id = $3`,
      values: [chatId, senderId, key, userId ?? null],
    });
    return stored ?? null;
  }

  /** As it is shown, for whoever may see it: `userId` undefined sees every chat. */
  async find(db: Queryable, userId: string | undefined, messageId: number): Promise<MessageView | null> {
    const [message] = await db.query<MessageView>({
      name: 'message.find',
      text: `SELECT ${SHOWN_COLUMNS} FROM message m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}
        WHERE m.id = $1 AND c.status <> 'DELETED' AND ${isVisible('$2')}`,
      values: [messageId, userId ?? null],
    });
    return message ?? null;
  }

  /** Without asking who may see it: the answer to the repetition of a send. */
  async get(db: Queryable, chatId: number, messageId: number): Promise<MessageView> {
    const [message] = await db.query<MessageView>({
      name: 'message.get',
      text: `SELECT ${SHOWN_COLUMNS} FROM message m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}
        WHERE m.chat_id = $1 AND m.id = $2`,
      values: [chatId, messageId],
    });
    if (message === undefined) throw new MessageNotFound();
    return message;
  }

  list(db: Queryable, query: MessageListQuery): Promise<MessageRow[]> {
    return db.query<MessageRow>(messageListStatement(query));
  }

  /** Locks the chat of a message for whoever may see it, before anything is read that depends on the chat. */
  async lockChat(tx: Tx, userId: string | undefined, messageId: number): Promise<LockedChat | null> {
    const [chat] = await tx.query<LockedChat>({
      name: 'message.lock-chat',
      text: `SELECT ${LOCKED_CHAT_COLUMNS} FROM message m JOIN chat c ON c.id = m.chat_id
        WHERE m.id = $1 AND ${isVisible('$2')} FOR NO KEY UPDATE OF c`,
      values: [messageId, userId ?? null],
    });
    return chat ?? null;
  }

  async setStatus(tx: Tx, chatId: number, messageId: number, status: MessageStatus, seq: number): Promise<void> {
    await tx.manager.update(Message, { chatId, id: messageId }, { status, changeSeq: seq, updatedAt: new Date() });
  }

  /** A message that becomes SENT is addressed to everybody who is in the GROUP now. */
  async fixRecipients(tx: Tx, chatId: number, messageId: number): Promise<void> {
    await tx.query({
      name: 'message.fix-recipients',
      text: `UPDATE message m SET addressed_id = nextval('message_id_seq'), recipients = (
          SELECT count(*) FROM participant p
          WHERE p.chat_id = m.chat_id AND p.user_id <> m.sender_id AND upper_inf(p.membership)
        ) WHERE m.chat_id = $1 AND m.id = $2`,
      values: [chatId, messageId],
    });
  }

  async touch(tx: Tx, chatId: number, messageIds: readonly number[], seq: number): Promise<void> {
    await tx.manager.update(Message, { chatId, id: In([...messageIds]) }, { changeSeq: seq, updatedAt: new Date() });
  }

  async setReaction(
    tx: Tx,
    { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
    reaction: string,
    summary: Reactions[string] | null,
    seq: number,
  ): Promise<void> {
    await tx.query({
      name: 'message.set-reaction',
      text: `UPDATE message SET change_seq = $5, updated_at = clock_timestamp(),
          reactions = CASE WHEN $4::jsonb IS NULL THEN reactions - $3::text
            ELSE jsonb_set(reactions, ARRAY[$3::text], $4::jsonb) END
        WHERE chat_id = $1 AND id = $2`,
      values: [chatId, messageId, reaction, summary === null ? null : JSON.stringify(summary), seq],
    });
  }

  /** Messages between two ids that no watermark has made read, and that are unread to the reader. */
  async countUnread(
    tx: Tx,
    chatId: number,
    reader: Reader,
    { after, upTo }: { readonly after: number; readonly upTo: number },
  ): Promise<number> {
    const [row] = await tx.query<{ unread: number }>({
      name: 'message.count-unread',
      text: `SELECT (${UNREAD}) AS unread FROM chat c WHERE c.id = $1`,
      values: [chatId, reader.user_id, after, reader.unread_after, upTo],
    });
    return row?.unread ?? 0;
  }
}
