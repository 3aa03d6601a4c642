/** Something in a chat was committed. Losing a hint costs latency, never data: the database has the truth. */
export interface ChangedHint {
  readonly kind: 'changed';
  readonly chatId: number;
  /** The seq of this change. */
  readonly seq: number;
  /**
   * `seq` of the chat's latest change of title, status or membership: it tells whether the known audience is current.
   */
  readonly chatSeq: number;
  /** The change as JSON; absent when it was too large or not at hand, so the receiver reads it. */
  readonly data?: string;
  /** The users that this change removed; `many` when the list is too long. */
  readonly removed?: readonly string[] | 'many';
}

export interface TypingHint {
  readonly kind: 'typing';
  readonly chatId: number;
  readonly chatSeq: number;
  readonly userId: string;
}

/** Saved text of a reply; its audience is that of a typing hint. */
export interface DeltaHint {
  readonly kind: 'delta';
  readonly chatId: number;
  readonly chatSeq: number;
  /** The frame as JSON; absent when it was too large. */
  readonly data?: string;
}

/** There is new work for a message, or its work was cancelled. */
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

/** Which peers of a user are online: the answer to an `online` hint. */
export interface PeersHint {
  readonly kind: 'peers';
  readonly of: string;
  readonly userIds: readonly string[];
}

/** The tokens of somebody count no more, as far as they were issued before a moment, in ms since 1970. */
export interface RevokedHint {
  readonly kind: 'revoked';
  readonly userId: string;
  readonly before: number;
}

export type Hint = ChangedHint | DeltaHint | WorkHint | TypingHint | PresenceHint | PeersHint | RevokedHint;

/** Tells of one committed change without its data, which those with listeners read. */
export function bareHint(chatId: number, chatSeq: number, seq: number, removed?: readonly string[]): ChangedHint {
  return { kind: 'changed', chatId, seq, chatSeq, ...(removed !== undefined && removed.length > 0 && { removed }) };
}

export function workHint(chatId: number, messageId: number): WorkHint {
  return { kind: 'work', chatId, messageId };
}

/**
 * One line of JSON, then the data unchanged, so that no server on the way decodes it. What exceeds `maxBytes` goes
 * without its data, and then without the names of removed users.
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
