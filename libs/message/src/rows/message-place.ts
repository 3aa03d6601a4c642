import { RowList } from '#libs/database';
import type { MessagePlace } from '../shown/message-view.js';

/** The columns of a row about one message. */
export const PLACE = {
  chat_id: ['bigint', ({ chatId }: MessagePlace) => chatId],
  message_id: ['bigint', ({ messageId }: MessagePlace) => messageId],
} as const;

/** The messages that a batch asks for, as `w`. */
export const WANTED = new RowList<MessagePlace>('w', PLACE);

/** What a map has a message by. */
export function at(chatId: number, messageId: number): string {
  return `${chatId} ${messageId}`;
}
