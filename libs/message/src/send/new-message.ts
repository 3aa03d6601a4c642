import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import { deriveTitle, type MessageType } from '#libs/chat';
import { isSearchable } from '#libs/search';

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

/** SHA-256 of all that the sender said, in any order of keys: tells a retry from another message. */
export function requestHash({ clientMessageId, ...said }: NewMessage): Buffer | null {
  if (clientMessageId === undefined) return null;
  return createHash('sha256').update(stringify(said)).digest();
}

/** What is stored of it, in bytes of UTF-8. */
export function storedSize({ content, metadata }: NewMessage): number {
  return Buffer.byteLength(content) + (metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata)));
}

/** What a chat without a title would be called after this message. */
export function titleFrom({ isUser, messageType, content }: NewMessage): string | null {
  return isUser && messageType === 'TEXT' ? (deriveTitle(content) ?? null) : null;
}

/** Whether `q` finds it as soon as it is sent. A reply is found by what it becomes. */
export function isFound({ content, metadata }: NewMessage): boolean {
  return isSearchable(content, metadata);
}
