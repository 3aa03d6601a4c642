/** What the scenario looks at of a chat; every SDK's own type must fit. */
export interface Chat {
  readonly id: number;
  readonly user_id: string;
  readonly session_id: string;
  readonly title?: string | undefined;
  readonly chat_type: 'PERSONAL' | 'GROUP' | 'SYSTEM';
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
  readonly chat_metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly participants: readonly string[];
  readonly last_message?: { readonly content: string } | undefined;
  readonly unread_count?: number | undefined;
}

export interface Message {
  readonly id: number;
  readonly chat_id: number;
  readonly sender_id: string;
  readonly content: string;
  readonly is_user: boolean;
  readonly status: 'SENDING' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';
  readonly client_message_id?: string | undefined;
  readonly message_metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly parent_message_id?: number | undefined;
  readonly reactions: Readonly<Record<string, { readonly count: number; readonly user_ids: readonly string[] }>>;
  readonly receipts?: { readonly recipients: number; readonly read: number } | undefined;
  /** RFC 3339; SDKs with a type for times give it as they write it. */
  readonly created_at: string;
}

export type SentMessage = Message & { readonly reply?: Message | undefined };

export interface Page<Row> {
  readonly data: readonly Row[];
  readonly has_more: boolean;
  /** Null at the end, which some SDKs cannot tell from absent. */
  readonly next_cursor?: string | null | undefined;
}

export interface NewChat {
  readonly session_id?: string;
  readonly chat_type?: Chat['chat_type'];
  readonly rag_enabled?: boolean;
  readonly participants?: string[];
  readonly chat_metadata?: Record<string, unknown>;
}

export interface NewMessage {
  readonly content: string;
  readonly client_message_id?: string;
  readonly parent_message_id?: number;
  readonly message_metadata?: Record<string, unknown>;
}

/** The nine operations as one user, by way of an SDK: an adapter is a sample of how that SDK is used. */
export interface NineOperations {
  createChat(body: NewChat): Promise<Chat>;
  listChats(query: { limit?: number; cursor?: string }): Promise<Page<Chat>>;
  getChat(chatId: number): Promise<Chat>;
  updateChatStatus(chatId: number, status: Chat['status']): Promise<Chat>;
  /** @param prefer the header */
  sendMessage(chatId: number, body: NewMessage, prefer?: string): Promise<SentMessage>;
  listMessages(
    chatId: number,
    query: { limit?: number; cursor?: string; order?: 'asc' | 'desc' },
  ): Promise<Page<Message>>;
  updateMessageStatus(messageId: number, body: { status: Message['status']; up_to?: boolean }): Promise<Message>;
  addReaction(messageId: number, reaction: string): Promise<Message>;
  removeReaction(messageId: number, reaction: string): Promise<Message>;
}

/** An RFC 9457 problem, as far as the scenario looks at it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[] | undefined;
}

/** What an adapter throws when the server refuses. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}`);
  }
}

/** @param url of the server, without `/api/v1` */
export type Connect = (url: string, token: string) => NineOperations | Promise<NineOperations>;
