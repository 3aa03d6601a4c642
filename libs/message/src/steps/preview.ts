import type { Batch, StoredPreview } from '#libs/chat';
import type { MessageRow } from '../rows/message-rows.js';

/** Code points: what the list shows, and the one behind, which tells where it can be cut. */
const MAX_PREVIEW = 201;

/** A message as the chat list shows it. */
export function previewOf(row: MessageRow): StoredPreview {
  const { id, sender_id, is_user, message_type, status, created_at } = row;
  return {
    id,
    sender_id,
    is_user,
    message_type,
    status,
    content: beginning(row.content),
    created_at,
  };
}

/** Keeps the list's preview true when the latest message changes. */
export function updatePreview(batch: Batch, row: MessageRow): void {
  if (batch.chats.get(row.chat_id)?.last_message_id !== row.id) return;
  const { status, addressed_id, edited_at, deleted_at } = row;
  const preview = { status, content: beginning(row.content), addressed_id };
  const rewritten = edited_at === null && deleted_at === null ? {} : { edited_at, deleted_at };
  batch.chats.set(row.chat_id, { preview: { ...preview, ...rewritten } });
}

function beginning(content: string): string {
  if (content.length <= MAX_PREVIEW) return content;
  return Array.from(content.slice(0, 2 * MAX_PREVIEW))
    .slice(0, MAX_PREVIEW)
    .join('');
}
