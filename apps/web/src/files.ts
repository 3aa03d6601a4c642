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
