import { ClientError } from '../client-error.js';
import type { Message, SendMessage } from '../generated/api.js';
import type { Http } from '../http.js';
import { isEventStream, readEvents } from '../read-events.js';
import { retryAfterMs } from '../retry-after.js';
import { addText, ASSISTANT } from '../reply-text.js';
import type { ChangedFrame, DeltaFrame, Problem } from '../wire.js';

/**
 * Sends a question, and gives the reply to it each time that it has more text; the last is SENT or FAILED. The same
 * question again, by its `client_message_id`, sends nothing and gives the same reply.
 * @throws ClientError; Error when the stream ends before the reply does
 */
export async function* replyStream(
  http: Http,
  chatId: string,
  question: SendMessage,
  signal: AbortSignal,
): AsyncGenerator<Message, void> {
  const answer = await post(http, `/api/v1/chats/${encodeURIComponent(chatId)}/messages`, question, signal);
  if (!isEventStream(answer) || answer.body === null) throw await refusal(answer);
  let reply: Message | undefined;
  for await (const { type, data } of readEvents(answer.body)) {
    if (type === 'done') return;
    if (type === 'changed') {
      const { messages = [] } = JSON.parse(data) as ChangedFrame;
      reply = messages.find(({ sender_id }) => sender_id === ASSISTANT) ?? reply;
    }
    if (type === 'delta' && reply !== undefined) {
      const grown = addText(reply, JSON.parse(data) as DeltaFrame);
      if (grown !== 'gap') reply = grown;
    }
    if (reply !== undefined) yield reply;
  }
  throw new Error('the stream ended before the reply did');
}

/** With the next token when the first is refused. */
async function post(http: Http, path: string, question: SendMessage, signal: AbortSignal): Promise<Response> {
  const send = async (token: string) =>
    http.fetch(`${http.url}${path}`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    });
  const token = await http.tokens.get();
  const answer = await send(token);
  if (answer.status !== 401) return answer;
  await answer.body?.cancel();
  http.tokens.refuse(token);
  return send(await http.tokens.get());
}

async function refusal(answer: Response): Promise<ClientError> {
  const problem = (await answer.json().catch(() => undefined)) as Problem | undefined;
  return new ClientError(answer.status === 200 ? 0 : answer.status, problem, {
    retryAfterMs: retryAfterMs(answer.headers),
  });
}
