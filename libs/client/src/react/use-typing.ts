import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './chat-provider.js';

/** A person who writes says so every 2 s. */
const FORGOTTEN_AFTER_MS = 5_000;

export interface UsedTyping {
  /** The other people who write in this chat now. */
  readonly typists: readonly string[];
  /** Say at every key that the user writes; one every 2 s goes out. */
  readonly typing: () => void;
}

const NOBODY: readonly string[] = [];

/** Who writes in a chat; who has sent their message does not any more. */
export function useTyping(chatId: number): UsedTyping {
  const client = useChatClient();
  const [typists, setTypists] = useState(NOBODY);
  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const show = () => setTypists([...timers.keys()].toSorted());
    const forget = (userId: string) => {
      clearTimeout(timers.get(userId));
      if (timers.delete(userId)) show();
    };
    let latest = 0;
    const ends = [
      client.on('typing', ({ chat_id, user_id }) => {
        if (chat_id !== chatId || user_id === client.userId) return;
        clearTimeout(timers.get(user_id));
        timers.set(
          user_id,
          setTimeout(() => forget(user_id), FORGOTTEN_AFTER_MS),
        );
        show();
      }),
      client.on('changed', (id) => {
        const last = id === chatId ? client.replica(chatId)?.messages.at(-1) : undefined;
        if (last === undefined || last.id <= latest) return;
        latest = last.id;
        forget(last.sender_id);
      }),
    ];
    return () => {
      for (const end of ends) end();
      for (const timer of timers.values()) clearTimeout(timer);
      setTypists(NOBODY);
    };
  }, [client, chatId]);
  return { typists, typing: useCallback(() => client.typing(chatId), [client, chatId]) };
}
