import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type { MessageType } from '#libs/chat';
import { isSearchable } from '#libs/search';
import { isMessageAct } from '../acts/message-act.js';

/** A message as its sender asks for it. */
export interface NewMessage {
  readonly content: string;
  readonly isUser: boolean;
  readonly messageType: MessageType;
  readonly metadata: Record<string, unknown> | undefined;
  readonly parentMessageId: number | undefined;
  readonly clientMessageId: string | undefined;
  readonly status: 'SENT' | 'SENDING';
}

/**
 * SHA-256 of all that the sender said, in any order of keys: tells a retry from another message. Of an act on a message
 * without its words, which are to be in no other place than that message.
 */
export function requestHash(message: NewMessage): Buffer | null {
  const { clientMessageId, ...said } = message;
  if (clientMessageId === undefined) return null;
  const body: object = { ...said, content: storedContent(message) };
  return createHash('sha256')
    .update(stringify(body) ?? '')
    .digest();
}

/** What is stored as its content: an edit's words are in the edited message alone. */
export function storedContent(message: NewMessage): string {
  return isMessageAct(message) ? '' : message.content;
}

/** What is stored of it, in bytes of UTF-8. */
export function storedSize({ content, metadata }: NewMessage): number {
  return Buffer.byteLength(content) + (metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata)));
}

/** Whether `q` finds it as soon as it is sent. A reply is found by what it becomes. */
export function isFound(message: NewMessage): boolean {
  return isSearchable(storedContent(message), message.metadata);
}
