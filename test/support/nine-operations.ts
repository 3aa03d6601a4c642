type Id = number | string;

/** Where a request goes: a chat and one of its messages. */
export interface Target {
  readonly chatId: Id;
  readonly messageId: Id;
}

export interface OperationCase {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** What the id in its path belongs to. */
  readonly of: 'nothing' | 'chat' | 'message';
  /** Below `/api/v1`. */
  readonly path: (target: Target) => string;
  /** A body that is accepted. */
  readonly body?: Readonly<Record<string, unknown>>;
}

const OF_A_CHAT: readonly OperationCase[] = [
  { operationId: 'getChat', method: 'GET', of: 'chat', path: ({ chatId }) => `/chats/${chatId}` },
  {
    operationId: 'updateChatStatus',
    method: 'PATCH',
    of: 'chat',
    path: ({ chatId }) => `/chats/${chatId}/status`,
    body: { status: 'ACTIVE' },
  },
  {
    operationId: 'sendMessage',
    method: 'POST',
    of: 'chat',
    path: ({ chatId }) => `/chats/${chatId}/messages`,
    body: { content: 'Where is my order?' },
  },
  { operationId: 'listMessages', method: 'GET', of: 'chat', path: ({ chatId }) => `/chats/${chatId}/messages` },
];

const OF_A_MESSAGE: readonly OperationCase[] = [
  {
    operationId: 'updateMessageStatus',
    method: 'PATCH',
    of: 'message',
    path: ({ messageId }) => `/messages/${messageId}/status`,
    body: { status: 'READ' },
  },
  {
    operationId: 'addReaction',
    method: 'POST',
    of: 'message',
    path: ({ messageId }) => `/messages/${messageId}/reactions`,
    body: { reaction: '👍' },
  },
  {
    operationId: 'removeReaction',
    method: 'DELETE',
    of: 'message',
    path: ({ messageId }) => `/messages/${messageId}/reactions/${encodeURIComponent('👍')}`,
  },
];

/** One good request of each operation, for tests that say something about all of them. */
export const NINE_OPERATIONS: readonly OperationCase[] = [
  { operationId: 'createChat', method: 'POST', of: 'nothing', path: () => '/chats', body: { title: 'Order 1042' } },
  { operationId: 'listChats', method: 'GET', of: 'nothing', path: () => '/chats' },
  ...OF_A_CHAT,
  ...OF_A_MESSAGE,
];

/** Those that name a chat or a message in their path. */
export const OPERATIONS_WITH_ID: readonly OperationCase[] = [...OF_A_CHAT, ...OF_A_MESSAGE];

/** Those that take a body. */
export const OPERATIONS_WITH_BODY: readonly OperationCase[] = NINE_OPERATIONS.filter(({ body }) => body !== undefined);
