import type { Message, ShownMessage } from 'chat-system-client';
import { messageKey, useChatClient, type UsedChat } from 'chat-system-client/react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from './icon.js';
import type { Target } from './go-to-message.js';
import { MessageRow } from './message-row.js';
import type { Citation } from './reply-text.js';
import { isInThread } from './shown.js';
import { dayOf } from './times.js';

/** Messages of one person within so many ms stand together. */
const TOGETHER_MS = 5 * 60_000;
/** So near to its end a list is taken to be read there, in pixels. */
const NEAR = 120;

interface MessageListProps {
  readonly chat: UsedChat;
  readonly shown: readonly ShownMessage[];
  /** What to come to. */
  readonly target: Target | undefined;
  readonly isGroup: boolean;
  readonly isDesk: boolean;
  readonly onThread: (rootId: number) => void;
  readonly onCitation: (citation: Citation) => void;
  readonly onDocument: (messageId: number) => void;
  readonly onEdit: (message: Message) => void;
}

export function MessageList(props: MessageListProps) {
  const { chat, shown, target, isGroup, isDesk, onThread, onCitation, onDocument, onEdit } = props;
  const { userId } = useChatClient();
  const place = useRef<HTMLDivElement>(null);
  const rows = shown.filter((message) => !isInThread(message, isGroup));
  const last = rows.at(-1);
  const { isAway, toEnd } = useStayingAtEnd(
    place,
    last === undefined ? '' : messageKey(last),
    last?.sender_id === userId,
    shown,
  );
  useTargetShown(place, target);
  const { hasOlder, loadOlder } = chat;
  return (
    // A region that scrolls can be reached with the keyboard.
    <div className="messages" ref={place} role="log" aria-label="Messages" tabIndex={0}>
      {hasOlder && (
        <button className="more" onClick={() => void loadOlder().catch(() => undefined)}>
          Older messages
        </button>
      )}
      {rows.length === 0 && (isDesk ? <DeskIntroduction /> : <p className="none">{emptyWords(chat.chat)}</p>)}
      <ol>
        {rows.map((message, index) => {
          const before = rows[index - 1];
          const isNewDay = before === undefined || dayOf(before.created_at) !== dayOf(message.created_at);
          return (
            <MessageRow
              key={messageKey(message)}
              message={message}
              day={isNewDay ? dayOf(message.created_at) : undefined}
              isFirst={isNewDay || !belongTogether(before, message)}
              isGroup={isGroup}
              chat={chat}
              onThread={isGroup ? onThread : undefined}
              onCitation={onCitation}
              onDocument={onDocument}
              onEdit={onEdit}
            />
          );
        })}
      </ol>
      {isAway && (
        <button className="icon-button to-end" aria-label="To the latest message" title="To the latest" onClick={toEnd}>
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function emptyWords(chat: UsedChat['chat']): string {
  return chat?.status === 'ACTIVE' && chat.chat_type !== 'SYSTEM'
    ? 'Nothing here yet. Say hello.'
    : 'Nothing was said here.';
}

function DeskIntroduction() {
  return (
    <div className="introduction">
      <Icon name="spark" />
      <h3>Ask your documents</h3>
      <p>
        Drop a PDF, Word, Excel, PowerPoint, Markdown or text file into this chat, then ask. Every answer says where it
        has it from.
      </p>
    </div>
  );
}

function belongTogether(before: ShownMessage, { sender_id, created_at, message_type }: ShownMessage): boolean {
  if (before.sender_id !== sender_id || before.message_type === 'SYSTEM' || message_type === 'SYSTEM') return false;
  return Date.parse(created_at) - Date.parse(before.created_at) < TOGETHER_MS;
}

/** Whoever reads at the end stays there when something comes; whoever looks at older messages is left alone. */
function useStayingAtEnd(place: RefObject<HTMLDivElement | null>, lastKey: string, isOwn: boolean, shown: unknown) {
  const isAtEnd = useRef(true);
  const [isAway, setIsAway] = useState(false);
  const before = useRef(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const look = () => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = left < NEAR;
      setIsAway(left > element.clientHeight);
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [place]);
  useLayoutEffect(() => {
    if (isOwn) isAtEnd.current = true;
  }, [lastKey, isOwn]);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const grown = element.scrollHeight - before.current;
    before.current = element.scrollHeight;
    if (isAtEnd.current) element.scrollTo({ top: element.scrollHeight });
    // At the very top browsers do not keep what is read in its place when something comes before it.
    else if (element.scrollTop === 0) element.scrollTo({ top: grown });
  }, [place, shown]);
  return { isAway, toEnd: () => place.current?.scrollTo({ top: place.current.scrollHeight }) };
}

/** Comes to the message that was looked for, and points at it. */
function useTargetShown(place: RefObject<HTMLDivElement | null>, target: Target | undefined): void {
  useEffect(() => {
    const row = target && place.current?.querySelector<HTMLElement>(`[data-id="${target.id}"]`);
    if (row === undefined || row === null) return undefined;
    row.scrollIntoView({ block: 'center' });
    row.dataset['target'] = '';
    row.querySelector<HTMLElement>('article')?.focus({ preventScroll: true });
    const timer = setTimeout(() => delete row.dataset['target'], 2_500);
    return () => clearTimeout(timer);
  }, [place, target]);
}
