/** Something in a chat was committed. Losing a hint costs latency, never data: the database has the truth. */
export interface ChangedHint {
  readonly kind: 'changed';
  readonly chatId: number;
  /** The chat's number of this change. */
  readonly seq: number;
  /** The number of the chat's latest change of title, status or membership: tells whether its audience is still known. */
  readonly chatSeq: number;
  /** The change as JSON; absent when it was not at hand or too large, so that the receiver reads it. */
  readonly data?: string;
  /** Who is not in the chat any more by this change; `many` when the names are too many to carry. */
  readonly removed?: readonly string[] | 'many';
}

export interface TypingHint {
  readonly kind: 'typing';
  readonly chatId: number;
  readonly chatSeq: number;
  readonly userId: string;
}

/** Text that was saved of a reply; heard by whoever hears typing. */
export interface DeltaHint {
  readonly kind: 'delta';
  readonly chatId: number;
  readonly chatSeq: number;
  /** The frame as JSON; absent when it was too large. */
  readonly data?: string;
}

/** The server has something to do at a message, or not any more. */
export interface WorkHint {
  readonly kind: 'work';
  readonly chatId: number;
  readonly messageId: number;
}

export interface PresenceHint {
  readonly kind: 'presence';
  readonly userId: string;
  readonly status: 'online' | 'offline';
}

/** These of somebody's peers are online: the answer to an `online` hint. */
export interface PeersHint {
  readonly kind: 'peers';
  readonly of: string;
  readonly userIds: readonly string[];
}

export type Hint = ChangedHint | DeltaHint | WorkHint | TypingHint | PresenceHint | PeersHint;

/**
 * One line of JSON, and after it the data as it is, so that nobody on the way decodes and encodes it again.
 * What does not fit into `maxBytes` goes without its data, and then without the names of who was removed.
 */
export function encodeHint(hint: Hint, maxBytes: number): string {
  const { data = '', removed, ...plain } = hint as ChangedHint;
  const head = JSON.stringify({ ...plain, removed });
  const whole = `${head}\n${data}`;
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  return Buffer.byteLength(head) < maxBytes ? `${head}\n` : `${JSON.stringify({ ...plain, removed: 'many' })}\n`;
}

export function decodeHint(text: string): Hint {
  const end = text.indexOf('\n');
  const hint = JSON.parse(text.slice(0, end)) as Hint;
  const data = text.slice(end + 1);
  return data === '' ? hint : { ...(hint as ChangedHint), data };
}
