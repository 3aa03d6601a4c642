import type { ChatClient } from '../chat-client.js';
import type { ChatReplica } from '../chat-replica.js';
import type { Window } from '../chat-sync.js';

/** By client and chat: how many components show it. */
const held = new WeakMap<ChatClient, Map<number, number>>();

/**
 * Opens a chat for a component. It is closed when no component shows it any more, a moment later: StrictMode, and a
 * change of pages, take it away and put it back.
 * @returns the chat, and what lets go of it
 */
export function holdChat(
  client: ChatClient,
  chatId: number,
  window: Window,
): { readonly opened: Promise<ChatReplica>; readonly release: () => void } {
  const counts = held.get(client) ?? new Map<number, number>();
  held.set(client, counts);
  counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  const release = () => {
    counts.set(chatId, (counts.get(chatId) ?? 1) - 1);
    setTimeout(() => {
      if (counts.get(chatId) !== 0) return;
      counts.delete(chatId);
      client.close(chatId);
    });
  };
  return { opened: client.open(chatId, { window }), release };
}
