export type { ApiRequest } from './api-request.js';
export { ChatApi } from './chat-api.js';
export type { ChatApiOptions } from './chat-api-options.js';
export { ChatClient } from './chat-client.js';
export type { ChatClientOptions } from './chat-client-options.js';
export type { ChatEvents } from './chat-events.js';
export type { FeedStatus } from './chat-feed.js';
export type { ChatListState } from './chat-list.js';
export { ChatReplica } from './chat-replica.js';
export { ClientError } from './client-error.js';
export { EveryChat } from './every-chat.js';
export type { ChatNews, EveryChatOptions, EveryChatPlace } from './every-chat-options.js';
export type {
  AddReaction,
  Chat,
  ChatList,
  ChatStatus,
  ChatType,
  CreateChat,
  FieldError,
  MessageList,
  MessagePreview,
  MessageRange,
  MessageStatus,
  MessageType,
  Order,
  ReactionSummary,
  Receipts,
  SendMessage,
  SentMessage,
  UpdateChatStatus,
  UpdateMessageStatus,
} from './generated/api.js';
export type { OptimisticMessage, ShownMessage } from './optimistic-message.js';
export { OutboxFull } from './outbox.js';
export type { OutboxStorage } from './outbox-store.js';
export { Stopped, TimedOut } from './waiting.js';
export type { WebSocketClass, WebSocketLike } from './web-socket-feed.js';
export type * from './wire.js';
