import type { FeedStatus } from './chat-feed.js';
import type { Head, PresenceFrame, TypingFrame } from './wire.js';

/** What a {@link ChatClient} tells, with the values that come along. */
export interface ChatEvents {
  /** The replica of this chat, or what `messages()` gives of it, is another now. */
  changed: [chatId: number];
  /** `chatList` is another now. */
  list: [];
  /** The chat is not there for this user any more; it has been closed. */
  dropped: [chatId: number];
  /** Where chats stand, open ones or not: of new ones this is the first sign. */
  heads: [heads: readonly Head[]];
  typing: [typing: TypingFrame];
  presence: [presence: PresenceFrame];
  status: [status: FeedStatus];
  /**
   * Something failed that nobody waits for, e.g. saving unsent messages. A ClientError of status 401: the server refuses
   * also the fresh token that it was given; told once of each token, and everything is tried on.
   */
  error: [error: unknown];
}
