import type { Chat } from 'chat-system-client';
import { useChatClient, useChats } from 'chat-system-client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Avatar } from './avatar.js';
import { Icon, type IconName } from './icon.js';
import { nameOf, titleOf } from './names.js';
import { NewChat } from './new-chat.js';
import { SearchField } from './search-field.js';
import { briefly } from './times.js';
import { type Found, useFound } from './use-found.js';

interface ChatListProps {
  readonly openId: number | undefined;
  readonly onOpen: (chatId: number) => void;
  readonly onSignOut: () => void;
}

export function ChatList({ openId, onOpen, onSignOut }: ChatListProps) {
  const { api, userId } = useChatClient();
  const { chats, isLoading, hasMore, loadMore } = useChats();
  const [isNew, setIsNew] = useState(false);
  const [query, setQuery] = useState('');
  const search = useCallback(
    async (q: string) => (await api.listChats({ query: { q, limit: 50, user_id: userId } })).data,
    [api, userId],
  );
  const found = useFound(query, search);
  const shown = query === '' ? chats : found.rows.map((row) => chats.find(({ id }) => id === row.id) ?? row);
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
      <SearchField label="Search chats" onSearch={setQuery} />
      {isLoading && <Skeleton />}
      {!isLoading && chats.length === 0 && <p className="none">No chats yet. Begin one with the button above.</p>}
      {query !== '' && (
        <p className="none" role="status">
          {found.problem ?? saidOf(found)}
        </p>
      )}
      <ul className="chat-list">
        {shown.map((chat) => (
          <li key={chat.id}>
            <ChatButton chat={chat} ownId={userId} isOpen={chat.id === openId} onOpen={onOpen} />
          </li>
        ))}
        {hasMore && query === '' && (
          <li>
            <button className="more" onClick={() => void loadMore().catch(() => undefined)}>
              Older chats
            </button>
          </li>
        )}
      </ul>
      <footer className="me">
        <Avatar name={nameOf(userId)} />
        <span className="me-name" dir="auto">
          {nameOf(userId)}
        </span>
        <button className="icon-button" aria-label="Sign out" title="Sign out" onClick={onSignOut}>
          <Icon name="leave" />
        </button>
      </footer>
    </nav>
  );
}

/** Titles and texts are looked through. */
function saidOf({ rows, isSearching }: Found<Chat>): string {
  if (isSearching) return 'Searching …';
  if (rows.length === 0) return 'Nothing was found.';
  return rows.length === 50 ? 'The latest 50' : `${rows.length} ${rows.length === 1 ? 'chat' : 'chats'}`;
}

interface ChatButtonProps {
  readonly chat: Chat;
  readonly ownId: string;
  readonly isOpen: boolean;
  readonly onOpen: (chatId: number) => void;
}

function ChatButton({ chat, ownId, isOpen, onOpen }: ChatButtonProps) {
  const { id, last_message, unread_count = 0, created_at, status } = chat;
  const title = titleOf(chat, ownId);
  return (
    <button className="chat-button" aria-current={isOpen || undefined} onClick={() => onOpen(id)}>
      <Avatar name={title} icon={iconOf(chat)} />
      <span className="chat-title" dir="auto">
        {title}
      </span>
      <time dateTime={last_message?.created_at ?? created_at}>{briefly(last_message?.created_at ?? created_at)}</time>
      <span className="chat-preview" dir="auto">
        {previewOf(chat, ownId)}
      </span>
      {status === 'ARCHIVED' && unread_count === 0 && <span className="badge soft">Archived</span>}
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
  const { sender_id, message_type, content, deleted_at } = last_message;
  if (deleted_at !== undefined) return 'This message was deleted';
  if (message_type === 'FILE') return `${nameOf(sender_id, ownId)}: a document`;
  if (message_type === 'IMAGE') return `${nameOf(sender_id, ownId)}: a picture`;
  const text = content === '' ? '…' : withoutPreface(content).replaceAll('\n', ' ');
  return chat_type === 'GROUP' && message_type !== 'SYSTEM' ? `${nameOf(sender_id, ownId)}: ${text}` : text;
}

/** What the server says before an answer that it only quotes is no news in a list. */
function withoutPreface(content: string): string {
  const quoted = /^[^\n>]*:\n\n> ?(?=\S)/.exec(content);
  return quoted === null ? content : content.slice(quoted[0].length).replaceAll(/\[\d+\]/g, '');
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
