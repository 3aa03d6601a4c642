import { feedEndOf } from './feed-end.js';
import { type FeedTransport, ofUser } from './feed-transport.js';
import { readFrame } from './read-frame.js';

/** What is used of a WebSocket: those of browsers, of Node 22 and of the package `ws` have it. */
export interface WebSocketLike {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
  send(text: string): void;
  close(): void;
}

export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;

/** The feed over a WebSocket. The token travels as a subprotocol: browsers cannot set headers, and URLs get logged. */
export function webSocketFeed(WebSocket: WebSocketClass, url: string, userId?: string): FeedTransport {
  const target = `${url.replace(/^http/, 'ws')}/realtime${ofUser(userId)}`;
  return (token, listener, signal) =>
    new Promise((resolve) => {
      const socket = new WebSocket(target, ['chat.v1', `bearer.${token}`]);
      let isOpen = false;
      // Not waiting for the answer to the close: on a dead connection there is none.
      const abandon = () => {
        resolve('lost');
        socket.close();
      };
      signal.addEventListener('abort', abandon, { once: true });
      socket.addEventListener('open', () => {
        isOpen = true;
        if (!signal.aborted) listener.opened((text) => socket.send(text));
      });
      socket.addEventListener('message', ({ data }) => {
        if (signal.aborted) return;
        listener.alive();
        const frame = typeof data === 'string' ? readFrame(data) : undefined;
        if (frame !== undefined) listener.frame(frame);
      });
      socket.addEventListener('close', ({ code }) => {
        signal.removeEventListener('abort', abandon);
        // A browser does not tell that the upgrade was a 401, so that any socket that never opened counts as one.
        resolve(isOpen ? feedEndOf(code) : 'refused');
      });
      // 'close' follows and says all that can be said; without a listener, `ws` would throw.
      socket.addEventListener('error', () => undefined);
    });
}
