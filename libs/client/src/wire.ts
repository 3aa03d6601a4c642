import type { Chat, Message, MessageList, Problem, SendMessage, Watermarks } from './generated/api.js';

export type { Message, Problem, Watermarks };

/** What of a chat its changes keep exact; the rest of a Chat moves without a `chat` being sent. */
export type ChatState = Omit<Chat, 'unread_count' | 'last_message' | 'last_seq' | 'updated_at'>;

/** A page of messages; with `after_seq` also what else changed, and the `epoch`. */
export type MessagePage = MessageList;

/** What the caller says of a message; the rest has defaults. */
export type Draft = Pick<
  SendMessage,
  'content' | 'is_user' | 'message_type' | 'message_metadata' | 'parent_message_id' | 'client_message_id'
>;

/** A chat and the number of its latest change. */
export interface Head {
  readonly id: number;
  readonly last_seq: number;
}

/** A hello that lists fewer chats than this lists all of them. */
export const HELLO_LIMIT = 5_000;

export interface HelloFrame {
  readonly type: 'hello';
  /** Names the database's timeline; when it differs, commits were lost and everything is fetched again. */
  readonly epoch: string;
  /** Latest first, at most {@link HELLO_LIMIT}. */
  readonly chats: readonly Head[];
  readonly heartbeat_ms: number;
  /** On the feed of every chat: the server's time. */
  readonly at?: string;
}

/** All that changed in (after, seq], as of `seq`; with none of the three parts it only says that there is something. */
export interface ChangedFrame {
  readonly type: 'changed';
  readonly chat_id: number;
  readonly seq: number;
  /** `seq` - 1 when absent. */
  readonly after?: number;
  readonly messages?: readonly Message[];
  readonly chat?: ChatState;
  readonly receipts?: readonly Watermarks[];
}

/** Text of a reply as it is written; the pieces of an attempt add up to the content. */
export interface DeltaFrame {
  readonly type: 'delta';
  readonly chat_id: number;
  readonly message_id: number;
  /** From 1; a retry is another one, and begins at offset 0. */
  readonly attempt: number;
  /** Where the text belongs, in code points. */
  readonly offset: number;
  readonly text: string;
}

export interface HeadsFrame {
  readonly type: 'heads';
  readonly chats: readonly Head[];
  readonly at?: string;
}

export interface TypingFrame {
  readonly type: 'typing';
  readonly chat_id: number;
  readonly user_id: string;
}

export interface PresenceFrame {
  readonly type: 'presence';
  readonly user_id: string;
  readonly status: 'online' | 'offline';
}

export type Frame = HelloFrame | ChangedFrame | DeltaFrame | HeadsFrame | TypingFrame | PresenceFrame;
