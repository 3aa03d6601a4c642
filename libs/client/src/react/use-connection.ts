import { useCallback, useSyncExternalStore } from 'react';
import type { FeedStatus } from '../chat-feed.js';
import { useChatClient } from './chat-provider.js';

/** Of the live connection: `online`; while there is no network, `offline` and `connecting` in turn. */
export function useConnection(): FeedStatus {
  const client = useChatClient();
  const subscribe = useCallback((tell: () => void) => client.on('status', tell), [client]);
  const status = () => client.status;
  return useSyncExternalStore(subscribe, status, status);
}
