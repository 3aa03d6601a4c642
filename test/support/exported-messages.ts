import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';

export interface Export {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly messages: readonly MessageDto[];
}

/** A chat as newline-delimited JSON: every line, the last one too, ends with a line feed. */
export async function exportedMessages(
  { url, token }: ApiClient,
  chatId: number,
  query: Record<string, string | number | boolean> = {},
): Promise<Export> {
  const search = new URLSearchParams(query as Record<string, string>).toString();
  const answer = await fetch(`${url}/api/v1/chats/${chatId}/messages?${search}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' },
  });
  const text = await answer.text();
  const lines = text.split('\n');
  if (answer.status === 200 && lines.pop() !== '') throw new Error('the last line does not end');
  const messages = lines.map((line) => JSON.parse(line) as MessageDto);
  return { status: answer.status, headers: answer.headers, text, messages };
}
