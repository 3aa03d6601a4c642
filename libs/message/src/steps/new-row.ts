import type { Batch } from '#libs/chat';
import type { MessageRow } from '../rows/message-rows.js';
import { UNTOUCHED } from '../shown/message-view.js';

/** What a message says, and who says it. */
export type Said = Pick<MessageRow, 'sender_id' | 'is_user' | 'message_type' | 'content' | 'message_metadata'>;

type Given = Said &
  Pick<MessageRow, 'chat_id' | 'change_seq' | 'status' | 'is_at_work'> &
  Partial<Pick<MessageRow, 'sent_by' | 'client_message_id' | 'recipients'>>;

/** A new message, to be inserted. */
export function newRow(batch: Batch, parent: MessageRow | undefined, given: Given): MessageRow {
  return {
    ...UNTOUCHED,
    id: batch.nextId(),
    sent_by: null,
    stored_status: given.status,
    parent_message_id: parent?.id ?? null,
    thread_root_id: parent === undefined ? null : (parent.thread_root_id ?? parent.id),
    client_message_id: null,
    created_at: batch.now,
    updated_at: batch.now,
    recipients: null,
    addressed_id: null,
    parent_sender_id: parent?.sender_id ?? null,
    is_parent_deleted: false,
    edit_id: null,
    ...given,
  };
}
