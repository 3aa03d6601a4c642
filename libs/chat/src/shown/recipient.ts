import type { ChatType } from './chat-vocabulary.js';
import { wasThere } from './membership.js';

/**
 * Who is a recipient of a message: in a GROUP everybody who was in it when the message became SENT, but its sender; in any
 * other chat those who were in it, of messages that are not from a user. Counts, receipts and marks in a GROUP ask; a mark
 * in a chat of one does not, since it moves the message itself. The rule stands here twice, for a change of the rows at hand
 * and for a query over many, and twice more where a page asks for all of its messages at once: `page-receipts.ts` and, for
 * chats of one, `printed-page.ts`. `test/message/rules-in-sql.spec.ts` holds them against each other.
 */
export function isRecipient(
  chatType: ChatType,
  message: { readonly addressedId: number; readonly senderId: string; readonly isUser: boolean },
  participant: { readonly user_id: string; readonly membership: string },
): boolean {
  if (!wasThere(participant.membership, message.addressedId)) return false;
  return chatType === 'GROUP' ? participant.user_id !== message.senderId : !message.isUser;
}

/** The same as an SQL expression over participant `p`; the values are SQL expressions, too. */
export const recipientSql = (
  chatType: string,
  message: { readonly addressedId: string; readonly senderId: string; readonly isUser: string },
): string =>
  `(p.membership @> ${message.addressedId} AND CASE WHEN ${chatType} = 'GROUP'
    THEN p.user_id <> ${message.senderId} ELSE NOT ${message.isUser} END)`;
