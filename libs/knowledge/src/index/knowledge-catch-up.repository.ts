import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { chatsInScopeSql, inScope, type Scope, scopeValues } from '../rows/scope.js';

/** A message that changed; its content is empty when there is nothing of it to index. */
export interface ChangedMessage {
  readonly id: number;
  readonly change_seq: number;
  readonly content: string;
  /** Said in the chat, not sent as a document. */
  readonly is_said: boolean;
}

/** A place in the order in which messages changed. */
export interface ChangePlace {
  readonly seq: number;
  readonly id: number;
}

export interface ChangedPage {
  readonly messages: readonly ChangedMessage[];
  readonly isLast: boolean;
}

@Injectable()
export class KnowledgeCatchUpRepository {
  /** Chats of the scope in which something has happened since they were last looked at. */
  async behind(db: Queryable, scope: Scope): Promise<number[]> {
    const rows = await db.query<{ id: number }>({
      name: `knowledge.behind${scope.isOwnersChats ? '-of-owner' : ''}`,
      text: `SELECT c.id FROM chat c LEFT JOIN knowledge k ON k.chat_id = c.id
        WHERE c.id = ANY (${chatsInScopeSql(scope)}) AND ${inScope} AND c.last_seq > coalesce(k.indexed_seq, 0) ORDER BY c.id`,
      values: scopeValues(scope),
    });
    return rows.map(({ id }) => id);
  }

  /**
   * The next messages that changed after a place. Numbers are given under the chat's lock, so none below one that is
   * seen comes later.
   */
  async changed(tx: Tx, chatId: number, after: ChangePlace, limit: number, bytes: number): Promise<ChangedPage> {
    const messages = await tx.query<ChangedMessage & { latest: number }>({
      name: 'knowledge.changed',
      text: `SELECT id, change_seq, content, is_said, latest FROM (
          SELECT l.*, count(*) OVER () AS latest, sum(octet_length(content)) OVER (ORDER BY change_seq, id) AS bytes
          FROM (
            SELECT m.id, m.change_seq, m.message_type = 'TEXT' AS is_said, CASE WHEN ${IS_TEXT_OF_PEOPLE} THEN m.content ELSE '' END AS content
            FROM message m WHERE m.chat_id = $1 AND (m.change_seq, m.id) > ($2, $3)
            ORDER BY m.change_seq, m.id LIMIT $4
          ) l
        ) page WHERE bytes <= $5 OR bytes = octet_length(content) ORDER BY change_seq, id`,
      values: [chatId, after.seq, after.id, limit, bytes],
    });
    const latest = messages[0]?.latest ?? 0;
    return { messages, isLast: latest < limit && messages.length === latest };
  }
}

/**
 * A FILE whose content is its text is taken here when nothing else has indexed it: where a chat does not answer, and is
 * read from another chat of its owner.
 */
const IS_TEXT_OF_PEOPLE = `m.status NOT IN ('SENDING', 'FAILED') AND (m.is_user OR m.sender_id <> 'assistant')
  AND (m.message_type = 'TEXT' OR (m.message_type = 'FILE' AND m.message_metadata ->> 'encoding' IS NULL
    AND coalesce(m.message_metadata ->> 'media_type', 'text/plain') IN ('text/plain', 'text/markdown')))
  AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.chat_id = m.chat_id AND p.message_id = m.id)`;
