import type { ChatDto, ChatListDto } from '#libs/chat';
import type { ProblemDto } from '#libs/http';
import type { MessageDto, MessageListDto } from '#libs/message';
import type { Contract } from './contract.js';

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** What 200 answers; look at `problem` otherwise. */
  readonly body: Body;
  readonly problem: ProblemDto;
  readonly text: string;
}

export interface Call {
  readonly query?: Record<string, string | number | boolean> | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

interface Connection {
  readonly url: string;
  readonly contract: Contract;
  readonly token: string | undefined;
  readonly userId: string;
}

type Id = number | string;
type Query = Record<string, string | number | boolean>;

/** The nine operations as their user calls them. Every answer is held against the OpenAPI document. */
export class ApiClient {
  readonly userId: string;
  /** The address that it calls, and its token, for live connections. */
  readonly url: string;
  readonly token: string;

  constructor(private readonly connection: Connection) {
    this.userId = connection.userId;
    this.url = connection.url;
    this.token = connection.token ?? '';
  }

  /** The same connection with another token, or with none. */
  withToken(token: string | undefined): ApiClient {
    return new ApiClient({ ...this.connection, token });
  }

  createChat(body?: unknown, call: Call = {}): Promise<Reply<ChatDto>> {
    return this.call('createChat', 'POST', '/chats', { ...call, body });
  }

  listChats(query?: Query, call: Call = {}): Promise<Reply<ChatListDto>> {
    return this.call('listChats', 'GET', '/chats', { ...call, query });
  }

  getChat(chatId: Id, query?: Query, call: Call = {}): Promise<Reply<ChatDto>> {
    return this.call('getChat', 'GET', `/chats/${chatId}`, { ...call, query });
  }

  updateChatStatus(chatId: Id, body: unknown, call: Call = {}): Promise<Reply<ChatDto>> {
    return this.call('updateChatStatus', 'PATCH', `/chats/${chatId}/status`, { ...call, body });
  }

  /** A string is the content of a TEXT message. */
  sendMessage(chatId: Id, body: unknown, call: Call = {}): Promise<Reply<MessageDto>> {
    const message = typeof body === 'string' ? { content: body } : body;
    return this.call('sendMessage', 'POST', `/chats/${chatId}/messages`, { ...call, body: message });
  }

  listMessages(chatId: Id, query?: Query, call: Call = {}): Promise<Reply<MessageListDto>> {
    return this.call('listMessages', 'GET', `/chats/${chatId}/messages`, { ...call, query });
  }

  updateMessageStatus(messageId: Id, body: unknown, call: Call = {}): Promise<Reply<MessageDto>> {
    return this.call('updateMessageStatus', 'PATCH', `/messages/${messageId}/status`, { ...call, body });
  }

  addReaction(messageId: Id, reaction: unknown, more: object = {}, call: Call = {}): Promise<Reply<MessageDto>> {
    return this.call('addReaction', 'POST', `/messages/${messageId}/reactions`, {
      ...call,
      body: { reaction, ...more },
    });
  }

  removeReaction(messageId: Id, reaction: string, query?: Query, call: Call = {}): Promise<Reply<MessageDto>> {
    const path = `/messages/${messageId}/reactions/${encodeURIComponent(reaction)}`;
    return this.call('removeReaction', 'DELETE', path, { ...call, query });
  }

  /** Any request below `/api/v1`; a string body goes out as it is. */
  async call<Body>(
    operationId: string,
    method: string,
    path: string,
    { query, body, headers }: Call = {},
  ): Promise<Reply<Body>> {
    const { url, token, contract } = this.connection;
    const search = query === undefined ? '' : `?${new URLSearchParams(query as Record<string, string>).toString()}`;
    const answer = await fetch(`${url}/api/v1${path}${search}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    contract.check(operationId, answer.status, answer.headers.get('content-type'), parsed);
    return {
      status: answer.status,
      headers: answer.headers,
      body: parsed as Body,
      problem: parsed as ProblemDto,
      text,
    };
  }
}
