import { Injectable } from '@nestjs/common';
import { isVisibleSql } from '#libs/chat';
import type { Queryable } from '#libs/database';
import { MessageNotFound } from '../shown/message-errors.js';
import { type MessageView, reachedSql, SHOWN_COLUMNS } from '../shown/message-view.js';

@Injectable()
export class MessageRepository {
  /** The message, if this user may see it; `userId` undefined: a service, which sees every chat. */
  async find(db: Queryable, userId: string | undefined, messageId: number): Promise<MessageView | null> {
    const [message] = await db.query<MessageView>({
      name: 'message.find',
      text: `SELECT ${SHOWN_COLUMNS} FROM message m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}
        WHERE m.id = $1 AND c.status <> 'DELETED' AND ${isVisibleSql('$2')}`,
      values: [messageId, userId ?? null],
    });
    return message ?? null;
  }

  /** Without asking who may see it: for a worker. @throws MessageNotFound */
  async get(db: Queryable, chatId: number, messageId: number): Promise<MessageView> {
    const [message] = await db.query<MessageView>({
      name: 'message.get',
      text: `SELECT ${SHOWN_COLUMNS} FROM message m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}
        WHERE m.chat_id = $1 AND m.id = $2`,
      values: [chatId, messageId],
    });
    if (message === undefined) throw new MessageNotFound();
    return message;
  }

  /** The chats of messages, in their order, without asking who may see them; null where there is no message. */
  async chatsOf(db: Queryable, messageIds: readonly number[]): Promise<(number | null)[]> {
    const found = await db.query<{ id: number; chat_id: number }>({
      name: 'message.chats-of',
      text: 'SELECT m.id, m.chat_id FROM unnest($1::bigint[]) w (id) JOIN message m ON m.id = w.id',
      values: [messageIds],
    });
    const chats = new Map(found.map(({ id, chat_id }) => [id, chat_id]));
    return messageIds.map((id) => chats.get(id) ?? null);
  }
}
