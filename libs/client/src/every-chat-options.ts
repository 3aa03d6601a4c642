import type { DelayBounds } from './back-off.js';
import type { ChatApiOptions } from './chat-api-options.js';
import type { ChatState, Message, Watermarks } from './wire.js';
import type { WebSocketClass } from './web-socket-feed.js';

/** Up to where everything was handled. Keep it as it is, and give it to the next run. */
export interface EveryChatPlace {
  /** RFC 3339. */
  readonly since: string;
  readonly epoch: string;
}

/** What changed in a chat after the number that the application had. */
export interface ChatNews {
  readonly chat_id: number;
  /** The chat's number once this is handled; the old one while more pages of the same follow. */
  readonly seq: number;
  /** In the order of their changes, as they are now. */
  readonly messages?: readonly Message[];
  readonly chat?: ChatState;
  readonly receipts?: readonly Watermarks[];
}

export interface EveryChatOptions extends ChatApiOptions {
  /** What was said last of `place`, in an earlier run; without it, everything is looked at from the beginning. */
  readonly place?: EveryChatPlace | undefined;
  /** The number up to which the application has handled a chat; undefined: it is told from its beginning. */
  readonly seqOf: (chatId: number) => number | undefined | Promise<number | undefined>;
  /** Handles news and keeps the number; one at a time for each chat. What it throws comes again. */
  readonly take: (news: ChatNews) => unknown;
  /** The chat is DELETED, or purged. */
  readonly drop: (chatId: number) => unknown;
  /** By default the global one; where there is none, server-sent events are used. */
  readonly WebSocket?: WebSocketClass;
  readonly transport?: 'websocket' | 'sse';
  /** Between attempts: exponential with full jitter, 500 to 30,000 ms by default. */
  readonly backOff?: DelayBounds;
  /** When the server restarts: 500 to 30,000 ms by default. */
  readonly restart?: DelayBounds;
}
