import { useChatClient, useChats, useConnection } from 'chat-system-client/react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ChatList } from './chat-list.js';
import { ChatView } from './chat-view.js';
import { Icon } from './icon.js';
import { useRoute } from './route.js';

/** The list, and the chat that is open; on a narrow screen one of the two. */
export function Chats({ onSignOut }: { onSignOut: () => void }) {
  const { chatId, beside, go, close } = useRoute();
  const connection = useConnection();
  const isAway = useIsLong(connection !== 'online');
  const hasNetwork = useNetwork();
  const client = useChatClient();
  // Removed from it, or deleted: by others, or by this user somewhere else.
  useEffect(() => client.on('dropped', (id) => (id === chatId ? close({}) : undefined)), [client, chatId, close]);
  useDelivered();
  return (
    <div className="chats" data-open={chatId !== undefined || undefined}>
      {(isAway || !hasNetwork) && (
        <p role="status" className="offline">
          {hasNetwork && connection === 'connecting'
            ? 'Connecting again …'
            : 'No connection. What you write is kept and sent as soon as there is one.'}
        </p>
      )}
      {/* The list with its heading is not there while a chat is open on a narrow screen. */}
      <header className="unseen narrow-only">
        <h1>Chat System</h1>
      </header>
      <ChatList openId={chatId} onOpen={(id) => go({ chatId: id })} onSignOut={onSignOut} />
      {chatId === undefined ? (
        <main className="empty">
          <Icon name="chat" />
          <h2>Choose a chat</h2>
          <p>Or begin a new one: with people, or with the assistant.</p>
        </main>
      ) : (
        <ChatView
          key={chatId}
          chatId={chatId}
          beside={beside}
          onBeside={(next) => go({ chatId, beside: next })}
          onCloseBeside={() => close({ chatId })}
          onClose={() => close({})}
        />
      )}
    </div>
  );
}

/** A connection that is made, or made again, at once is nothing to speak of. */
function useIsLong(isSo: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(isSo), isSo ? 1_500 : 0);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isLong && isSo;
}

/** The browser knows that there is no network before a connection is found to be dead. */
function useNetwork(): boolean {
  const subscribe = (tell: () => void) => {
    addEventListener('online', tell);
    addEventListener('offline', tell);
    return () => {
      removeEventListener('online', tell);
      removeEventListener('offline', tell);
    };
  };
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

/** Tells the server what has reached this window, so that senders see their messages DELIVERED before they are read. */
function useDelivered(): void {
  const client = useChatClient();
  const { chats } = useChats();
  const told = useRef(new Map<number, number>());
  useEffect(() => {
    for (const { id, last_message, unread_count = 0 } of chats) {
      if (last_message === undefined || unread_count === 0 || (told.current.get(id) ?? 0) >= last_message.id) continue;
      told.current.set(id, last_message.id);
      const body = { status: 'DELIVERED', up_to: true } as const;
      // Not worth an attempt more: reading says it as well.
      client.api.updateMessageStatus({ path: { message_id: last_message.id }, body }).catch(() => undefined);
    }
  }, [client, chats]);
}
