import type { Message, ShownMessage } from 'chat-system-client';
import { useChat, useChatClient } from 'chat-system-client/react';
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { Avatar } from './avatar.js';
import { iconOf } from './chat-list.js';
import { Composer } from './composer.js';
import { sendFile } from './files.js';
import { Icon } from './icon.js';
import { MessageList } from './message-list.js';
import { list, nameOf, titleOf } from './names.js';
import { Passage } from './passage.js';
import type { Citation } from './reply-text.js';
import { Thread } from './thread.js';

type Beside = { readonly thread: number } | { readonly citation: Citation } | undefined;

/** One chat: its messages, what is written below, and beside it a thread or a cited passage. */
export function ChatView({ chatId, onClose }: { chatId: number; onClose: () => void }) {
  const client = useChatClient();
  const chat = useChat(chatId);
  const { error, isLoading, markRead, messages, reload, send } = chat;
  const [beside, setBeside] = useState<Beside>();
  const [edited, setEdited] = useState<Message>();
  const [problem, setProblem] = useState<string>();
  useReading(markRead, messages);
  const closeBeside = useCallback(() => setBeside(undefined), []);
  const drop = useDrop((files) => {
    setProblem(undefined);
    for (const file of files) sendFile(file, send).catch((reason: Error) => setProblem(reason.message));
  });
  if (error !== undefined)
    return (
      <main className="empty" role="alert">
        <Icon name="alert" />
        <h2>This chat cannot be shown</h2>
        <p>{(error as Error).message}</p>
        <button onClick={reload}>Try again</button>
      </main>
    );
  const state = chat.chat;
  const title = state === undefined ? 'Loading …' : titleOf(state, client.userId);
  const isGroup = state?.chat_type === 'GROUP';
  const isDesk = state?.rag_enabled === true;
  return (
    <>
      <main className="chat" {...drop.handlers} data-dropping={drop.isOver || undefined}>
        <header className="bar">
          <button className="icon-button narrow-only" aria-label="Back to the chats" onClick={onClose}>
            <Icon name="back" />
          </button>
          <Avatar name={title} icon={state && iconOf(state)} />
          <div className="bar-title">
            <h2>{title}</h2>
            <p>{state === undefined ? '' : about(state, client.userId)}</p>
          </div>
        </header>
        {isLoading ? (
          <div className="messages skeleton" role="status">
            <span className="unseen">Loading messages</span>
            {[1, 2, 3].map((nth) => (
              <span key={nth} />
            ))}
          </div>
        ) : (
          <MessageList
            chat={chat}
            shown={messages}
            isGroup={isGroup}
            isDesk={isDesk}
            onThread={(thread) => setBeside({ thread })}
            onCitation={(citation) => setBeside({ citation })}
            onEdit={setEdited}
          />
        )}
        {problem !== undefined && (
          <p role="alert" className="notice">
            {problem} <button onClick={() => setProblem(undefined)}>Dismiss</button>
          </p>
        )}
        <Composer
          chatId={chatId}
          edited={edited}
          onEdited={() => setEdited(undefined)}
          send={send}
          edit={chat.edit}
          placeholder={isDesk ? 'Ask something, or drop a document here' : `Write to ${title}`}
          onFiles={drop.take}
          isClosed={state !== undefined && (state.status !== 'ACTIVE' || state.chat_type === 'SYSTEM')}
        />
        {drop.isOver && (
          <p className="drop-here" aria-hidden="true">
            <Icon name="file" /> Drop the document here
          </p>
        )}
      </main>
      {beside !== undefined && 'thread' in beside && (
        <Thread chat={chat} chatId={chatId} rootId={beside.thread} onClose={closeBeside} onEdit={setEdited} />
      )}
      {beside !== undefined && 'citation' in beside && <Passage citation={beside.citation} onClose={closeBeside} />}
    </>
  );
}

function about(
  {
    rag_enabled,
    chat_type,
    participants,
  }: { rag_enabled: boolean; chat_type: string; participants: readonly string[] },
  ownId: string,
): string {
  if (rag_enabled) return 'The assistant answers from the documents in this chat';
  if (chat_type !== 'GROUP') return 'Only you';
  const others = participants.filter((userId) => userId !== ownId).map((userId) => nameOf(userId));
  return list([...others, 'you']);
}

/** What is shown is read when somebody looks at the window. */
function useReading(markRead: () => void, messages: readonly ShownMessage[]): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) markRead();
    };
    look();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [markRead, messages]);
}

function useDrop(take: (files: readonly File[]) => void) {
  const [isOver, setIsOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      take([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers, take };
}
