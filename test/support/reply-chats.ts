import type { ChatDto } from '#libs/chat';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import { until } from './until.js';

/** What a reply says of itself. */
export interface Rag {
  readonly mode: string;
  readonly model?: string;
  readonly attempt: number;
  readonly retrieval_version: number;
  readonly citations: readonly ReplyCitation[];
  readonly usage?: { readonly input_tokens: number; readonly output_tokens: number };
  readonly timings: Record<string, number>;
}

export interface ReplyCitation {
  readonly n: number;
  readonly chat_id: number;
  readonly message_id: number;
  readonly filename?: string;
  readonly source: 'content' | 'extracted';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
}

/** A new chat whose questions are answered. */
export function ragChat(owner: ApiClient, more: object = {}): Promise<ChatDto> {
  return ok(owner.createChat({ rag_enabled: true, ...more }));
}

/** Sends a document, which is read some time later. */
export function sendFile(owner: ApiClient, chatId: number, content: string, metadata: object): Promise<MessageDto> {
  return ok(owner.sendMessage(chatId, { content, message_type: 'FILE', message_metadata: metadata }));
}

/** A message as it is now. */
export async function lookAt(client: ApiClient, { chat_id, id }: MessageDto): Promise<MessageDto> {
  const { data } = await ok(client.listMessages(chat_id, { around: id, limit: 1 }));
  const found = data.find((message) => message.id === id);
  if (found === undefined) throw new Error(`message ${id} is not on the page around it`);
  return found;
}

/** A message once the server has done with it. */
export async function ended(client: ApiClient, message: MessageDto): Promise<MessageDto> {
  let now = message;
  await until(async () => (now = await lookAt(client, message)).status !== 'SENDING');
  return now;
}

/** What answers a message, oldest first. */
export async function answersTo(client: ApiClient, { chat_id, id }: MessageDto): Promise<readonly MessageDto[]> {
  return (await ok(client.listMessages(chat_id, { parent_message_id: id }))).data;
}

/** The one reply that a question has, as it is now. */
export async function replyTo(client: ApiClient, question: MessageDto): Promise<MessageDto> {
  const [reply, ...more] = await answersTo(client, question);
  if (reply === undefined || more.length > 0) throw new Error(`message ${question.id} has not one reply`);
  return reply;
}

/** Asks, and waits for the whole reply. */
export async function answered(client: ApiClient, chatId: number, body: unknown): Promise<MessageDto> {
  const question = await ok(client.sendMessage(chatId, body));
  return ended(client, await replyTo(client, question));
}

export function ragOf({ message_metadata: metadata }: MessageDto): Rag {
  return metadata?.['rag'] as Rag;
}

export function errorOf({ message_metadata: metadata }: MessageDto): { code: string; detail: string } {
  return metadata?.['error'] as { code: string; detail: string };
}
