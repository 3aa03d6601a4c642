import type { ShownMessage } from 'chat-system-client';
import type { UsedChat } from 'chat-system-client/react';
import { isPicture, sendPicture } from './pictures.js';

/** Of the content of a FILE message as it is sent, in bytes. */
const MAX_SENT = 1024 * 1024;
const TEXTS = /^text\/(plain|markdown|html|csv)$/;
const BY_ENDING: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Sends a picture as a message of type IMAGE, anything else as a document. @throws Error that says what is wrong with it */
export function sendAny(file: File, send: UsedChat['send']): Promise<void> {
  return isPicture(file) ? sendPicture(file, send) : sendFile(file, send);
}

/** Sends a document as a message of type FILE. @throws Error that says what is wrong with it */
async function sendFile(file: File, send: UsedChat['send']): Promise<void> {
  const media_type = BY_ENDING[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? (file.type || 'text/plain');
  const isText = TEXTS.test(media_type);
  const content = isText ? await file.text() : await base64(file);
  if (content === '') throw new Error(`${file.name} is empty.`);
  if (new Blob([content]).size > MAX_SENT)
    throw new Error(`${file.name} is too large: a document may have 1 MB${isText ? '' : ' when encoded'}.`);
  const message_metadata = { media_type, filename: file.name, ...(!isText && { encoding: 'base64' }) };
  await send({ message_type: 'FILE', content, message_metadata }).sent;
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

type Sent = Pick<ShownMessage, 'content' | 'message_metadata'>;

export function filenameOf({ message_metadata }: Sent): string {
  const name = message_metadata?.['filename'];
  return typeof name === 'string' && name !== '' ? name : 'Document';
}

export function isBase64({ message_metadata }: Sent): boolean {
  return message_metadata?.['encoding'] === 'base64';
}

/** The document as it was before it was sent. It is to be kept, never shown: others chose its type. */
export function toBlob(message: Sent): Blob {
  const options = { type: 'application/octet-stream' };
  if (!isBase64(message)) return new Blob([message.content], options);
  const binary = atob(message.content.replaceAll(/\s/g, ''));
  return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], options);
}
