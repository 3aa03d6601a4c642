import type { StoredEntry } from './stored.js';
import type { Message, Problem } from './wire.js';

/** A message that the server has not answered yet, as it will look like. */
export interface OptimisticMessage extends Pick<
  Message,
  | 'chat_id'
  | 'sender_id'
  | 'content'
  | 'is_user'
  | 'message_type'
  | 'message_metadata'
  | 'parent_message_id'
  | 'created_at'
> {
  readonly client_message_id: string;
  readonly isPending: true;
  /** SENDING for as long as it takes; FAILED when the server refused it: see `problem`. */
  readonly status: 'SENDING' | 'FAILED';
  readonly problem?: Problem;
}

/** One of the server's, or one on its way there. */
export type ShownMessage = (Message & { readonly isPending?: false }) | OptimisticMessage;

export function toOptimistic(
  { chatId, clientMessageId, draft, createdAt, problem }: StoredEntry,
  senderId: string,
): OptimisticMessage {
  return {
    is_user: true,
    message_type: 'TEXT',
    ...draft,
    chat_id: chatId,
    sender_id: senderId,
    client_message_id: clientMessageId,
    created_at: createdAt,
    isPending: true,
    status: problem === undefined ? 'SENDING' : 'FAILED',
    ...(problem !== undefined && { problem }),
  };
}
