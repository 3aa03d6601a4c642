import type { ApiOperations, ApiRequest } from './api-request.js';
import type { Chat, ChatList, Message, MessageList, paths, SentMessage } from './generated/api.js';
import { type Fetch, Http, type HttpRequest } from './http.js';
import { type GetToken, TokenSource } from './token-source.js';

export interface ChatApiOptions {
  /** Of the server, without `/api/v1`, e.g. `https://chat.example.com`. */
  readonly url: string;
  /** Asked at first and whenever the server has refused the token: it must be a fresh one then. */
  readonly token: GetToken;
  readonly fetch?: Fetch;
  /** For one request and for a token, 15,000 ms by default; what `Prefer: wait=N` asks for comes on top. */
  readonly timeoutMs?: number;
}

/** What the requests of all operations have in common. */
interface AnyRequest extends HttpRequest {
  readonly path?: Readonly<Record<string, string | number>>;
}

const DEFAULT_TIMEOUT = 15_000;

/**
 * The nine operations, a request each; fields and limits are in the OpenAPI document. A token that is refused is
 * replaced once; nothing else is repeated.
 * @throws ClientError, with the server's `problem` (RFC 9457) when it gave one; status 0 when no answer came: no
 * network, no time left, or the signal aborted (see its `cause`)
 */
export class ChatApi implements ApiOperations {
  private readonly http: Http;

  /** @param connection a ChatClient's own, or what a new one needs */
  constructor(connection: ChatApiOptions | Http) {
    this.http = connection instanceof Http ? connection : toHttp(connection);
  }

  /** Safe to repeat with a `session_id`: it gets the chat that the owner has by that name already. */
  createChat(request: ApiRequest<'createChat'> = {}): Promise<Chat> {
    return this.send('POST', '/api/v1/chats', request);
  }

  /** The caller's chats, the latest message first; `next_cursor` is the `cursor` of the next page. */
  listChats(request: ApiRequest<'listChats'> = {}): Promise<ChatList> {
    return this.send('GET', '/api/v1/chats', request);
  }

  getChat(request: ApiRequest<'getChat'>): Promise<Chat> {
    return this.send('GET', '/api/v1/chats/{chat_id}', request);
  }

  /** Archives, deletes and restores. */
  updateChatStatus(request: ApiRequest<'updateChatStatus'>): Promise<Chat> {
    return this.send('PATCH', '/api/v1/chats/{chat_id}/status', request);
  }

  /** Safe to repeat with a `client_message_id`. With the header `Prefer: wait=N` the answer holds the `reply`. */
  sendMessage(request: ApiRequest<'sendMessage'>): Promise<SentMessage> {
    return this.send('POST', '/api/v1/chats/{chat_id}/messages', request);
  }

  /** A page of messages; with `after_seq` what changed since. */
  listMessages(request: ApiRequest<'listMessages'>): Promise<MessageList> {
    return this.send('GET', '/api/v1/chats/{chat_id}/messages', request);
  }

  /** DELIVERED and READ, alone or `up_to`; on a reply of the assistant FAILED stops it, SENDING has it written again. */
  updateMessageStatus(request: ApiRequest<'updateMessageStatus'>): Promise<Message> {
    return this.send('PATCH', '/api/v1/messages/{message_id}/status', request);
  }

  addReaction(request: ApiRequest<'addReaction'>): Promise<Message> {
    return this.send('POST', '/api/v1/messages/{message_id}/reactions', request);
  }

  /** Give the reaction as it is: it is percent-encoded here. */
  removeReaction(request: ApiRequest<'removeReaction'>): Promise<Message> {
    return this.send('DELETE', '/api/v1/messages/{message_id}/reactions/{reaction}', request);
  }

  private async send<Answer>(method: string, url: keyof paths, { path = {}, ...rest }: AnyRequest): Promise<Answer> {
    const target = url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
    return this.http.request<Answer>(method, target, rest);
  }
}

function toHttp({ url, token, fetch, timeoutMs = DEFAULT_TIMEOUT }: ChatApiOptions): Http {
  const stopped = new AbortController().signal;
  return new Http({
    url: url.replace(/\/$/, ''),
    // Wrapped: a browser's fetch is not to be called as a method of anything else.
    fetch: (...request) => (fetch ?? globalThis.fetch)(...request),
    tokens: new TokenSource(token, timeoutMs, stopped),
    timeoutMs,
    stopped,
  });
}
