import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ChatClient } from '../chat-client.js';
import type { Window } from '../chat-sync.js';
import type { ShownMessage } from '../optimistic-message.js';
import { Stopped } from '../waiting.js';
import type { ChatState, Draft, Message } from '../wire.js';
import { useChatClient } from './chat-provider.js';
import { holdChat } from './held-chats.js';

/** Messages that are read at first. */
const WINDOW = 50;

export interface UseChatOptions {
  /** How many of the latest messages to load at first (1-100), 50 by default, or all of them. */
  readonly window?: Window;
}

export interface UsedChat {
  /** Undefined before it was read, and when it is not there for this user. */
  readonly chat: ChatState | undefined;
  /** What there is to show, oldest first, what is on its way at the end: see `ChatClient.messages()`. */
  readonly messages: readonly ShownMessage[];
  readonly isLoading: boolean;
  /** Why the chat cannot be shown, e.g. a ClientError of status 404; `reload()` tries again. */
  readonly error: unknown;
  readonly hasOlder: boolean;
  readonly reload: () => void;
  /** @throws ClientError; Error when the chat changes too fast */
  readonly loadOlder: (limit?: number) => Promise<void>;
  /** Shows a message at once and sends it when it can: see `ChatClient.send()`. @throws OutboxFull */
  readonly send: (draft: Draft | string) => { readonly clientMessageId: string; readonly sent: Promise<Message> };
  /** Gives a message of the user another text: see `ChatClient.edit()`. @throws OutboxFull */
  readonly edit: (messageId: number, text: string) => void;
  /** Deletes a message for everybody: see `ChatClient.delete()`. @throws OutboxFull */
  readonly delete: (messageId: number) => void;
  /** The user has read everything that is shown. Call it when they have seen it; it costs nothing when nothing is new. */
  readonly markRead: () => void;
  /** Adds the user's reaction, or takes it back. @throws OutboxFull */
  readonly react: (messageId: number, reaction: string, isOn?: boolean) => void;
}

/** One chat, live: what is in it, and what the user does there. */
export function useChat(chatId: number, { window = WINDOW }: UseChatOptions = {}): UsedChat {
  const client = useChatClient();
  const [failure, setFailure] = useState<{ readonly of: number; readonly error: unknown }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOver = false;
    const { opened, release } = holdChat(client, chatId, window);
    opened.then(
      () => undefined,
      (error: unknown) => (isOver || error instanceof Stopped ? undefined : setFailure({ of: chatId, error })),
    );
    return () => {
      isOver = true;
      release();
    };
  }, [client, chatId, window, attempt]);
  const subscribe = useCallback(
    (tell: () => void) => client.on('changed', (id) => (id === chatId ? tell() : undefined)),
    [client, chatId],
  );
  const messages = () => client.messages(chatId);
  const state = () => client.replica(chatId)?.chat;
  const hasOlder = () => client.replica(chatId)?.hasOlder ?? false;
  const shown = {
    messages: useSyncExternalStore(subscribe, messages, messages),
    chat: useSyncExternalStore(subscribe, state, state),
    hasOlder: useSyncExternalStore(subscribe, hasOlder, hasOlder),
  };
  const error = failure?.of === chatId ? failure.error : undefined;
  const deeds = useMemo(() => deedsIn(client, chatId), [client, chatId]);
  const reload = useCallback(() => {
    setFailure(undefined);
    setAttempt((count) => count + 1);
  }, []);
  return { ...shown, ...deeds, error, isLoading: shown.chat === undefined && error === undefined, reload };
}

type Deeds = Pick<UsedChat, 'loadOlder' | 'send' | 'edit' | 'delete' | 'markRead' | 'react'>;

function deedsIn(client: ChatClient, chatId: number): Deeds {
  return {
    loadOlder: (limit) => client.loadOlder(chatId, limit),
    send: (draft) => client.send(chatId, typeof draft === 'string' ? { content: draft } : draft),
    edit: (messageId, text) => void client.edit(chatId, messageId, text),
    delete: (messageId) => void client.delete(chatId, messageId),
    markRead: () => {
      const latest = client.replica(chatId)?.messages.findLast((message) => isReadable(message, client.userId));
      if (latest !== undefined) client.read(chatId, latest.id);
    },
    react: (messageId, reaction, isOn = true) =>
      isOn ? client.react(chatId, messageId, reaction) : client.unreact(chatId, messageId, reaction),
  };
}

/** What is complete, and of somebody else. */
function isReadable({ status, sender_id }: Message, userId: string): boolean {
  return sender_id !== userId && status !== 'SENDING' && status !== 'FAILED';
}
