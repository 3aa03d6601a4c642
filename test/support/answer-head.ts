import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { ApiClient } from './api-client.js';

export interface AnswerHead {
  readonly status: number;
  /** Without its parameters. */
  readonly mediaType: string;
  readonly headers: IncomingMessage['headers'];
}

/** The head of what is answered to somebody's request, whose body may never end. */
export async function answerHead(
  { url, token }: ApiClient,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<AnswerHead> {
  const asking = request(`${url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, ...headers } });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined).destroy();
  const [mediaType = ''] = (answer.headers['content-type'] ?? '').split(';');
  return { status: answer.statusCode ?? 0, mediaType, headers: answer.headers };
}
