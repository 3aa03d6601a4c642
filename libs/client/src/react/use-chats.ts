import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ChatListState } from '../chat-list.js';
import type { Chat, CreateChat } from '../generated/api.js';
import { useChatClient } from './chat-provider.js';

export interface UsedChats extends ChatListState {
  /** Adds the next page of older chats. @throws ClientError */
  readonly loadMore: () => Promise<void>;
  /** Creates a chat, which is in the list at once. @throws ClientError */
  readonly create: (body?: CreateChat) => Promise<Chat>;
}

/** The user's chats, live, the latest message first, each with its `unread_count`. */
export function useChats(): UsedChats {
  const client = useChatClient();
  const subscribe = useCallback(
    (tell: () => void) => {
      const forget = client.on('list', tell);
      const end = client.watchChats();
      return () => {
        forget();
        end();
      };
    },
    [client],
  );
  const snapshot = () => client.chatList;
  const list = useSyncExternalStore(subscribe, snapshot, snapshot);
  return useMemo(
    () => ({ ...list, loadMore: () => client.loadMoreChats(), create: (body) => client.createChat(body) }),
    [client, list],
  );
}
