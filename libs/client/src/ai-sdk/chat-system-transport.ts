import type { ChatTransport, UIMessage, UIMessageChunk } from 'ai';
import { ChatApi } from '../chat-api.js';
import type { ChatApiOptions } from '../chat-api-options.js';
import type { Message, SendMessage } from '../generated/api.js';
import { Http } from '../http.js';
import { ASSISTANT, isBeingWritten } from '../reply-text.js';
import { citationParts } from './citation-parts.js';
import { replyStream } from './reply-stream.js';

type Send = Parameters<ChatTransport<UIMessage>['sendMessages']>[0];
type Reconnect = Parameters<ChatTransport<UIMessage>['reconnectToStream']>[0];

/**
 * Lets `useChat` of the AI SDK talk to a chat with `rag_enabled`, whose id as text is its `id`. The server keeps the
 * conversation: of what is sent only the latest message is new. Text comes as it is written, citations as
 * `source-document` parts, and with `resume: true` a reply goes on after a reload.
 */
export class ChatSystemTransport implements ChatTransport<UIMessage> {
  /** A resumed reply comes whole, from its first word. */
  readonly resumeStreamIsReplay = true;
  private readonly http: Http;
  private readonly api: ChatApi;

  constructor(options: ChatApiOptions) {
    this.http = new Http(options);
    this.api = new ChatApi(this.http);
  }

  /**
   * Has the server stop the reply that is being written; the text so far is kept, and the stream ends. The hook's own
   * `stop()` only ends the stream, as leaving the page does: the server writes on.
   * @throws ClientError
   */
  async stop(chatId: string): Promise<void> {
    const reply = (await this.latest(chatId)).data.findLast(isBeingWritten);
    if (reply === undefined) return;
    await this.api.updateMessageStatus({ path: { message_id: reply.id }, body: { status: 'FAILED' } });
  }

  /** @throws ClientError; TypeError for what is not text */
  async sendMessages({ chatId, messages, trigger, abortSignal }: Send): Promise<ReadableStream<UIMessageChunk>> {
    const message = messages.findLast(({ role }) => role === 'user');
    if (message === undefined) throw new TypeError('there is no message of the user to send');
    const question = { content: textOf(message), client_message_id: message.id };
    if (trigger === 'submit-message') return this.stream(chatId, question, abortSignal);
    const isRetried = await this.retry(chatId, message.id);
    // What is answered stays answered: the question is asked once more.
    return this.stream(chatId, isRetried ? question : { content: question.content }, abortSignal);
  }

  /** @throws ClientError */
  async reconnectToStream({ chatId, abortSignal }: Reconnect): Promise<ReadableStream<UIMessageChunk> | null> {
    const { data } = await this.latest(chatId);
    const reply = data.findLast(isBeingWritten);
    const question = data.find(({ id }) => id === reply?.parent_message_id);
    if (question?.client_message_id === undefined) return null;
    const { content, client_message_id, message_metadata, parent_message_id } = question;
    return this.stream(chatId, { content, client_message_id, message_metadata, parent_message_id }, abortSignal);
  }

  private stream(chatId: string, question: SendMessage, aborted = new AbortController().signal) {
    const replies = replyStream(this.http, chatId, question, aborted);
    return new ReadableStream<UIMessageChunk>({
      start: async (controller) => {
        try {
          for await (const chunk of chunksOf(replies)) controller.enqueue(chunk);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
      },
    });
  }

  /** Has a FAILED reply to this question written again. @returns whether there is one */
  private async retry(chatId: string, questionKey: string): Promise<boolean> {
    const { data } = await this.latest(chatId);
    const question = data.find(({ client_message_id }) => client_message_id === questionKey);
    const failed = data.find((one) => one.parent_message_id === question?.id && one.status === 'FAILED');
    if (question === undefined || failed?.sender_id !== ASSISTANT) return false;
    await this.api.updateMessageStatus({ path: { message_id: failed.id }, body: { status: 'SENDING' } });
    return true;
  }

  private latest(chatId: string) {
    return this.api.listMessages({ path: { chat_id: Number(chatId) }, query: { limit: 20 } });
  }
}

async function* chunksOf(replies: AsyncIterable<Message>): AsyncGenerator<UIMessageChunk, void> {
  let reply: Message | undefined;
  for await (const next of replies) {
    const id = String(next.id);
    if (reply === undefined) {
      yield { type: 'start', messageId: id };
      yield { type: 'text-start', id };
    }
    const known = reply?.content.length ?? 0;
    if (next.content.length > known) yield { type: 'text-delta', id, delta: next.content.slice(known) };
    reply = next;
  }
  // The message gets no reply.
  if (reply === undefined) return;
  yield { type: 'text-end', id: String(reply.id) };
  yield* citationParts(reply);
  const failure = reply.status === 'FAILED' ? failureOf(reply) : undefined;
  if (failure !== undefined) yield { type: 'error', errorText: failure };
  yield { type: 'finish' };
}

/** Undefined when somebody has stopped it. */
function failureOf({ message_metadata }: Message): string | undefined {
  const { error } = (message_metadata ?? {}) as {
    readonly error?: { readonly code?: string; readonly detail?: string };
  };
  if (error?.code === 'cancelled') return undefined;
  return error?.detail ?? error?.code ?? 'the reply failed';
}

function textOf({ parts }: UIMessage): string {
  return parts
    .flatMap((part) => {
      if (part.type === 'file') throw new TypeError('files are sent to the chat as messages of type FILE');
      return part.type === 'text' ? [part.text] : [];
    })
    .join('');
}
