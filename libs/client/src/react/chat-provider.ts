import { createContext, createElement, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { ChatClient } from '../chat-client.js';
import type { ChatClientOptions } from '../chat-client-options.js';

const ClientContext = createContext<ChatClient | undefined>(undefined);

interface Common {
  readonly children?: ReactNode;
}

/** A client of the application's own, which it starts and stops itself. */
interface WithClient extends Common {
  readonly client: ChatClient;
}

/** What a client is made of. It is started when this is mounted, stopped when it is not, and another for another user. */
interface WithOptions extends Common, ChatClientOptions {
  readonly client?: undefined;
  /** What cannot be told elsewhere: the outbox cannot be read, the server refuses the token, a reaction or a mark. */
  readonly onError?: (error: unknown) => void;
}

export type ChatProviderProps = WithClient | WithOptions;

/** Gives a {@link ChatClient} to the hooks below it; nothing is rendered before there is one. */
export function ChatProvider(props: ChatProviderProps): ReactNode {
  if (props.client === undefined) return createElement(OwnClient, props);
  return createElement(ClientContext.Provider, { value: props.client }, props.children);
}

function OwnClient({ children, ...options }: WithOptions): ReactNode {
  const latest = useRef(options);
  useEffect(() => void (latest.current = options));
  const { url, userId } = options;
  const [client, setClient] = useState<ChatClient>();
  useEffect(() => {
    const onError = (error: unknown) => latest.current.onError?.(error);
    // A refused token is replaced by one from the latest props.
    const made = new ChatClient({ ...latest.current, url, userId, token: () => latest.current.token() });
    made.on('error', onError);
    // Stopped before it was started, as StrictMode does, is no error.
    made.start().catch((error: unknown) => (isOver ? undefined : onError(error)));
    let isOver = false;
    setClient(made);
    return () => {
      isOver = true;
      setClient(undefined);
      void made.stop();
    };
  }, [url, userId]);
  return client === undefined ? null : createElement(ClientContext.Provider, { value: client }, children);
}

/** The client of the nearest {@link ChatProvider}. @throws Error where there is none */
export function useChatClient(): ChatClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('there is no <ChatProvider> around this');
  return client;
}
