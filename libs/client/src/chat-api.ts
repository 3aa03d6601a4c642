import type { ApiOperations, ApiRequest } from './api-request.js';
import type { ChatApiOptions } from './chat-api-options.js';
import type { Chat, ChatList, Message, MessageList, paths, SentMessage } from './generated/api.js';
import { Http, type HttpRequest } from './http.js';

/** What the requests of all operations have in common. */
interface AnyRequest extends HttpRequest {
  readonly path?: Readonly<Record<string, string | number>>;
}

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
    this.http = connection instanceof Http ? connection : new Http(connection);
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
