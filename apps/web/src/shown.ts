import type { Message, ShownMessage } from 'chat-system-client';

interface Act {
  readonly action?: unknown;
  readonly user_ids?: readonly string[];
  readonly title?: string;
}

export function actOf({ message_type, message_metadata }: Pick<Message, 'message_type' | 'message_metadata'>): Act {
  return message_type === 'SYSTEM' ? ((message_metadata ?? {}) as Act) : {};
}

/** Where a reply is shown: below what it answers. What the assistant says stands in the chat itself. */
export function isInThread(message: ShownMessage, isGroup: boolean): boolean {
  return isGroup && message.parent_message_id !== undefined && message.sender_id !== 'assistant';
}
