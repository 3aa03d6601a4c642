import type { ChatState, Message, ShownMessage } from 'chat-system-client';
import { useChat, useChatClient } from 'chat-system-client/react';
import { type DragEvent, useEffect, useState } from 'react';
import { Avatar } from './avatar.js';
import { ChatDetails } from './chat-details.js';
import { iconOf } from './chat-list.js';
import { Composer } from './composer.js';
import { DocumentView } from './document-view.js';
import { sendAny } from './files.js';
import { FoundMessages } from './found-messages.js';
import { threadOf, useTarget } from './go-to-message.js';
import { Icon, type IconName } from './icon.js';
import { MessageList } from './message-list.js';
import { list, nameOf, titleOf } from './names.js';
import { Passage } from './passage.js';
import type { Beside } from './route.js';
import { Thread } from './thread.js';

/** What stands beside a chat covers it on such a screen. */
const COVERED = matchMedia('(width < 70rem)');

interface ChatViewProps {
  readonly chatId: number;
  readonly beside: Beside | undefined;
  readonly onBeside: (beside: Beside) => void;
  readonly onCloseBeside: () => void;
  readonly onClose: () => void;
}

/** One chat: its messages, what is written below, and beside it a thread or a cited passage. */
export function ChatView({ chatId, beside, onBeside, onCloseBeside, onClose }: ChatViewProps) {
  const client = useChatClient();
  const chat = useChat(chatId);
  const { error, isLoading, loadOlder, markRead, messages, reload, send } = chat;
  const [edited, setEdited] = useState<Message>();
  const [problem, setProblem] = useState<string>();
  const { target, goTo } = useTarget(chatId, loadOlder);
  useReading(markRead, messages);
  const drop = useDrop((files) => {
    setProblem(undefined);
    for (const file of files) sendAny(file, send).catch((reason: Error) => setProblem(reason.message));
  });
  if (error !== undefined)
    return (
      <main className="empty" role="alert">
        <Icon name="alert" />
        <h2>This chat cannot be shown</h2>
        <p>{(error as Error).message}</p>
        <div className="row">
          <button onClick={onClose}>Back to the chats</button>
          <button className="primary" onClick={reload}>
            Try again
          </button>
        </div>
      </main>
    );
  const state = chat.chat;
  const title = state === undefined ? 'Loading …' : titleOf(state, client.userId);
  const isGroup = state?.chat_type === 'GROUP';
  const isDesk = state?.rag_enabled === true;
  const show = (message: Message) => {
    const thread = threadOf(message, isGroup);
    if (thread !== undefined) return onBeside({ thread });
    if (COVERED.matches) onCloseBeside();
    goTo(message).catch((reason: Error) => setProblem(reason.message));
  };
  const toggle = (what: 'details' | 'search') => (beside === what ? onCloseBeside() : onBeside(what));
  return (
    <>
      <main className="chat" {...drop.handlers} data-dropping={drop.isOver || undefined}>
        <header className="bar">
          <button className="icon-button narrow-only" aria-label="Back to the chats" onClick={onClose}>
            <Icon name="back" />
          </button>
          <Avatar name={title} icon={state && iconOf(state)} />
          <div className="bar-title">
            <h2 dir="auto">{title}</h2>
            <p dir="auto" title={isGroup ? state.participants.slice(0, 50).join(', ') : undefined}>
              {state === undefined ? '' : about(state, client.userId)}
            </p>
          </div>
          <BarButton
            icon="search"
            name="Search this chat"
            isOn={beside === 'search'}
            onClick={() => toggle('search')}
          />
          <BarButton icon="info" name="Details" isOn={beside === 'details'} onClick={() => toggle('details')} />
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
            target={target}
            isGroup={isGroup}
            isDesk={isDesk}
            onThread={(thread) => onBeside({ thread })}
            onCitation={(citation) => onBeside({ citation })}
            onDocument={(document) => onBeside({ document })}
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
          placeholder={isDesk ? 'Ask, or drop a document here' : 'Message'}
          lastOwn={lastOwnText(messages, client.userId)}
          onEdit={setEdited}
          onFiles={drop.take}
          closed={state && closedWhy(state)}
        />
        {drop.isOver && (
          <p className="drop-here" aria-hidden="true">
            <Icon name="file" /> Drop it here
          </p>
        )}
      </main>
      {beside === 'search' && <FoundMessages chatId={chatId} onShow={show} onClose={onCloseBeside} />}
      {beside === 'details' && state !== undefined && (
        <ChatDetails
          state={state}
          send={send}
          messages={messages}
          onDocument={(document) => onBeside({ document })}
          onClose={onCloseBeside}
          onGone={onClose}
        />
      )}
      {typeof beside === 'object' && 'thread' in beside && (
        <Thread
          key={beside.thread}
          chat={chat}
          chatId={chatId}
          rootId={beside.thread}
          onClose={onCloseBeside}
          onDocument={(document) => onBeside({ document })}
          onEdit={setEdited}
        />
      )}
      {typeof beside === 'object' && 'citation' in beside && (
        <Passage citation={beside.citation} onClose={onCloseBeside} />
      )}
      {typeof beside === 'object' && 'document' in beside && (
        <DocumentView key={beside.document} chatId={chatId} id={beside.document} onClose={onCloseBeside} />
      )}
    </>
  );
}

function BarButton({
  icon,
  name,
  isOn,
  onClick,
}: {
  icon: IconName;
  name: string;
  isOn: boolean;
  onClick: () => void;
}) {
  return (
    <button className="icon-button" aria-label={name} title={name} aria-pressed={isOn} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** The last message of the user that can be given other words. */
function lastOwnText(messages: readonly ShownMessage[], ownId: string): Message | undefined {
  return messages.findLast(
    (message): message is Exclude<ShownMessage, { isPending: true }> =>
      message.isPending !== true &&
      message.sender_id === ownId &&
      message.is_user &&
      message.message_type === 'TEXT' &&
      message.deleted_at === undefined,
  );
}

function closedWhy({ status, chat_type }: ChatState): string | undefined {
  if (status === 'ARCHIVED') return 'This chat is archived: it can be read, and nobody can write.';
  if (status === 'DELETED') return 'This chat was deleted.';
  return chat_type === 'SYSTEM' ? 'Notices come here. Nobody can answer them.' : undefined;
}

function about({ rag_enabled, chat_type, participants }: ChatState, ownId: string): string {
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
