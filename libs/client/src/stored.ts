import type { Draft, Problem } from './wire.js';

/** A message as it is kept until the server has it. */
export interface StoredEntry {
  readonly chatId: number;
  readonly clientMessageId: string;
  readonly draft: Draft;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Why the server refused it. */
  readonly problem?: Problem | undefined;
}

/** How the user reacts to a message. */
export interface Wish {
  readonly chatId: number;
  readonly messageId: number;
  readonly reaction: string;
  /** Whether the user reacts so, or not any more. */
  readonly isOn: boolean;
}

/** Of a chat the message up to which the user has read. */
export interface ReadUpTo {
  readonly chatId: number;
  readonly messageId: number;
}

/** What the server may not know yet. */
export interface Stored {
  readonly entries: readonly StoredEntry[];
  readonly reactions: readonly Wish[];
  readonly reads: readonly ReadUpTo[];
}
