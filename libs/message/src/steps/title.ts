import { type Batch, deriveTitle } from '#libs/chat';
import type { MessageRow } from '../rows/message-rows.js';
import { TitleRows } from '../rows/title-rows.js';

/** The part of a message that may name its chat. */
type Named = Pick<MessageRow, 'chat_id' | 'id' | 'is_user' | 'message_type' | 'content'>;

/**
 * Keeps a title that was taken from this message true, now that it says something else. When this message has
 * no words any more, another names the chat; a chat without a title takes this message's.
 */
export function retitle(batch: Batch, row: Named, seq: number): void {
  const chat = batch.chats.get(row.chat_id);
  if (chat === undefined || (chat.title_message_id !== row.id && chat.title !== null)) return;
  const source = [row, ...(chat.title === null ? [] : batch.of(TitleRows).of(chat.id).map(asText))]
    .map((text) => ({ id: text.id, title: titleFrom(text) }))
    .find(({ title }) => title !== null);
  const { title = null, id = null } = source ?? {};
  if (title !== chat.title || id !== chat.title_message_id)
    batch.chats.set(chat.id, { title, title_message_id: id, change_seq: seq });
}

/** What a chat without a title is called after this message; null when it names none. */
export function titleFrom({ is_user, message_type, content }: Omit<Named, 'chat_id' | 'id'>): string | null {
  return is_user && message_type === 'TEXT' ? (deriveTitle(content) ?? null) : null;
}

function asText({ id, content }: { readonly id: number; readonly content: string }) {
  return { id, content, is_user: true, message_type: 'TEXT' as const };
}
