import type { Waiting } from './change-queue.js';

/** Changes of one chat that are tried beside the batches, one batch after the other. */
export interface Apart {
  readonly chatId: number;
  readonly batches: readonly (readonly Waiting[])[];
}

/** Those of each chat together: they wait for a lock that somebody else holds. */
export function togetherByChat(changes: readonly Waiting[]): Apart[] {
  return byChat(changes, (ofChat) => [ofChat]);
}

/** Those of each chat one after the other, each by itself. */
export function oneByOne(changes: readonly Waiting[]): Apart[] {
  return byChat(changes, (ofChat) => ofChat.map((change) => [change]));
}

function byChat(changes: readonly Waiting[], batches: (ofChat: Waiting[]) => Waiting[][]): Apart[] {
  const chats = new Map<number, Waiting[]>();
  for (const waiting of changes) {
    const { chatId } = waiting.change;
    chats.set(chatId, [...(chats.get(chatId) ?? []), waiting]);
  }
  return Array.from(chats, ([chatId, ofChat]) => ({ chatId, batches: batches(ofChat) }));
}
