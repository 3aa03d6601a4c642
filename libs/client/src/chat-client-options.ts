import type { DelayBounds } from './back-off.js';
import type { ChatApiOptions } from './chat-api-options.js';
import type { OutboxStorage } from './outbox-store.js';
import type { WebSocketClass } from './web-socket-feed.js';

export interface ChatClientOptions extends ChatApiOptions {
  /** The user of the token, or the one that a service acts for: the sender of messages from here. */
  readonly userId: string;
  /** Where unsent messages, reactions and read marks survive the end of the application; by default they do not. */
  readonly storage?: OutboxStorage;
  /** By default the global one; where there is none, server-sent events are used. */
  readonly WebSocket?: WebSocketClass;
  readonly transport?: 'websocket' | 'sse';
  /** Messages that may wait to be sent, 1,000 by default. */
  readonly outboxLimit?: number;
  /** For one request, for a token and for the storage: 15,000 ms by default. */
  readonly timeoutMs?: number;
  /** For `open()` with all its attempts: 60,000 ms by default. */
  readonly openTimeoutMs?: number;
  /** Between attempts: exponential with full jitter, 500 to 30,000 ms by default. */
  readonly backOff?: DelayBounds;
  /** When the server restarts, so that not everybody comes back at once: 500 to 30,000 ms by default. */
  readonly restart?: DelayBounds;
}
