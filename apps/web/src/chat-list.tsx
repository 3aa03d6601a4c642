import type { Chat } from 'chat-system-client';
import { useChatClient, useChats } from 'chat-system-client/react';
import { useEffect, useRef, useState } from 'react';
import { Avatar } from './avatar.js';
import { Icon, type IconName } from './icon.js';
import { nameOf, titleOf } from './names.js';
import { NewChat } from './new-chat.js';
import { briefly } from './times.js';

interface ChatListProps {
  readonly openId: number | undefined;
  readonly onOpen: (chatId: number) => void;
  readonly onSignOut: () => void;
}

export function ChatList({ openId, onOpen, onSignOut }: ChatListProps) {
  const { userId } = useChatClient();
  const { chats, isLoading, hasMore, loadMore } = useChats();
  const [isNew, setIsNew] = useState(false);
  const unread = chats.reduce((sum, { unread_count = 0 }) => sum + unread_count, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Chat System` : 'Chat System';
  }, [unread]);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsNew(false);
    opener.current?.focus();
  };
  return (
    <nav className="sidebar" aria-label="Chats">
      <header className="bar">
        <h1>Chats</h1>
        <button
          ref={opener}
          className="icon-button filled"
          aria-label="New chat"
          title="New chat"
          onClick={() => setIsNew(true)}
        >
          <Icon name="plus" />
        </button>
      </header>
      {isNew && (
        <NewChat
          onClose={close}
          onCreated={(chatId) => {
            setIsNew(false);
            onOpen(chatId);
          }}
        />
      )}
      {isLoading && <Skeleton />}
      {!isLoading && chats.length === 0 && <p className="none">No chats yet. Begin one with the button above.</p>}
      <ul className="chat-list">
        {chats.map((chat) => (
          <li key={chat.id}>
            <ChatButton chat={chat} ownId={userId} isOpen={chat.id === openId} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <button className="more" onClick={() => void loadMore().catch(() => undefined)}>
          Older chats
        </button>
      )}
      <footer className="me">
        <Avatar name={nameOf(userId)} />
        <span>{nameOf(userId)}</span>
        <button className="icon-button" aria-label="Sign out" title="Sign out" onClick={onSignOut}>
          <Icon name="leave" />
        </button>
      </footer>
    </nav>
  );
}

interface ChatButtonProps {
  readonly chat: Chat;
  readonly ownId: string;
  readonly isOpen: boolean;
  readonly onOpen: (chatId: number) => void;
}

function ChatButton({ chat, ownId, isOpen, onOpen }: ChatButtonProps) {
  const { id, last_message, unread_count = 0, created_at } = chat;
  const title = titleOf(chat, ownId);
  return (
    <button className="chat-button" aria-current={isOpen || undefined} onClick={() => onOpen(id)}>
      <Avatar name={title} icon={iconOf(chat)} />
      <span className="chat-title">{title}</span>
      <time dateTime={last_message?.created_at ?? created_at}>{briefly(last_message?.created_at ?? created_at)}</time>
      <span className="chat-preview">{previewOf(chat, ownId)}</span>
      {unread_count > 0 && (
        <span className="badge">
          {unread_count > 99 ? '99+' : unread_count}
          <span className="unseen"> unread</span>
        </span>
      )}
    </button>
  );
}

export function iconOf({ rag_enabled, chat_type }: Pick<Chat, 'rag_enabled' | 'chat_type'>): IconName | undefined {
  if (rag_enabled) return 'spark';
  if (chat_type === 'SYSTEM') return 'bell';
  return chat_type === 'GROUP' ? 'group' : undefined;
}

function previewOf({ last_message, chat_type }: Chat, ownId: string): string {
  if (last_message === undefined) return 'Nothing here yet';
  const { sender_id, message_type, content } = last_message;
  if (message_type === 'FILE') return `${nameOf(sender_id, ownId)}: a document`;
  const text = content === '' ? '…' : content.replaceAll('\n', ' ');
  return chat_type === 'GROUP' && message_type !== 'SYSTEM' ? `${nameOf(sender_id, ownId)}: ${text}` : text;
}

function Skeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">Loading chats</span>
      {[1, 2, 3, 4].map((nth) => (
        <span key={nth} />
      ))}
    </div>
  );
}
