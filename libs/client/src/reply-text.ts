import type { DeltaFrame, Message } from './wire.js';

/** The sender of the server's own replies. */
export const ASSISTANT = 'assistant';

/**
 * A message after a piece of a reply's text. Text that is there already is skipped; what does not belong to this
 * attempt, or to no reply that is being written, changes nothing: what is missing comes with the next `changed`.
 * @returns the same message when nothing changes; `gap` when text between the two is missing
 */
export function addText(message: Message, { attempt, offset, text }: DeltaFrame): Message | 'gap' {
  if (!isBeingWritten(message) || attempt !== attemptOf(message)) return message;
  const length = codePoints(message.content);
  if (offset > length) return 'gap';
  const fresh = text.slice(unitsOf(text, length - offset));
  return fresh === '' ? message : { ...message, content: message.content + fresh };
}

/**
 * A message that was read again, with the held text when that is longer: an attempt only ever gets more text, and the
 * answer may be older than what is held.
 */
export function withMostText(told: Message, held: Message | undefined): Message {
  if (held === undefined || !isBeingWritten(told) || !isBeingWritten(held)) return told;
  const isLess = attemptOf(told) === attemptOf(held) && told.content.length < held.content.length;
  return isLess ? { ...told, content: held.content } : told;
}

/** Whether the server is at it: its text grows. */
export function isBeingWritten({ status, sender_id }: Message): boolean {
  return status === 'SENDING' && sender_id === ASSISTANT;
}

function attemptOf({ message_metadata }: Message): number {
  const { attempt } = (message_metadata?.['rag'] ?? {}) as { readonly attempt?: unknown };
  return typeof attempt === 'number' ? attempt : 1;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _character of text) count++;
  return count;
}

/** The length of the first `count` code points, in UTF-16 code units. */
function unitsOf(text: string, count: number): number {
  let units = 0;
  let left = count;
  for (const character of text) {
    if (left-- === 0) break;
    units += character.length;
  }
  return units;
}
