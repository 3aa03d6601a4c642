import type { ChatType, MessageStatus, MessageType } from '#libs/chat';
import { isSent } from './message-status.js';

/**
 * Whether a message counts as unread to those who have not read it: sent, not deleted, no act or notice, and in a chat of
 * one not from its user. Its sender has always read it. The rule stands here twice, for a change of the rows at hand and
 * for a query over many; `test/message/rules-in-sql.spec.ts` holds the two against each other.
 */
export function countsAsUnread(
  chatType: ChatType,
  message: {
    readonly stored_status: MessageStatus;
    readonly message_type: MessageType;
    readonly deleted_at: unknown;
    readonly is_user: boolean;
  },
): boolean {
  if (!isSent(message.stored_status) || message.deleted_at !== null || message.message_type === 'SYSTEM') return false;
  return chatType === 'GROUP' || !message.is_user;
}

/** The same as an SQL expression over message `m`. */
export const countsAsUnreadSql = (chatType: string): string =>
  `(m.status IN ('SENT', 'DELIVERED', 'READ') AND m.deleted_at IS NULL AND m.message_type <> 'SYSTEM'
    AND (${chatType} = 'GROUP' OR NOT m.is_user))`;
