import type { ShownMessage } from '../optimistic-message.js';

/** The `key` of a message in a list: the same while it is on its way and afterwards. */
export function messageKey(message: ShownMessage): string {
  if (message.client_message_id !== undefined) return JSON.stringify([message.sender_id, message.client_message_id]);
  return message.isPending === true ? '' : String(message.id);
}
