import type { UIMessage } from 'ai';
import type { Message } from '../generated/api.js';
import { citationParts } from './citation-parts.js';

/**
 * A page of messages as the AI SDK shows them: for `useChat({ messages })` after a reload. A reply that is being written
 * is left out: `resume` brings it.
 */
export function toUIMessages(messages: readonly Message[]): UIMessage[] {
  return messages
    .filter(({ message_type, status }) => message_type === 'TEXT' && status !== 'SENDING')
    .map(toUIMessage);
}

function toUIMessage(message: Message): UIMessage {
  return {
    id: message.client_message_id ?? String(message.id),
    role: message.is_user ? 'user' : 'assistant',
    parts: [{ type: 'text', text: message.content, state: 'done' }, ...citationParts(message)],
  };
}
