import type { ChatClientOptions } from './chat-client-options.js';
import { eventStreamFeed } from './event-stream-feed.js';
import type { FeedTransport } from './feed-transport.js';
import type { Http } from './http.js';
import { type WebSocketClass, webSocketFeed } from './web-socket-feed.js';

type Choice = Partial<Pick<ChatClientOptions, 'transport' | 'userId' | 'WebSocket'>>;

/** @throws TypeError when a WebSocket is asked for and there is none */
export function chooseTransport(options: Choice, { url, fetch }: Http): FeedTransport {
  const WebSocket = options.WebSocket ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (options.transport === 'sse') return eventStreamFeed(fetch, url, options.userId);
  if (WebSocket !== undefined) return webSocketFeed(WebSocket, url, options.userId);
  if (options.transport === 'websocket') throw new TypeError('there is no WebSocket here: give one in the options');
  return eventStreamFeed(fetch, url, options.userId);
}
