export { ChatErrors } from './chat-error-codes.js';
export { ChatNotFound, OwnerOnly, TooManyParticipants } from './chat-errors.js';
export { deriveTitle } from './chat-title.js';
export { type ChatView, isRecipient, isVisible } from './chat-view.js';
export {
  MessageStatuses,
  MessageTypes,
  type ChatStatus,
  type ChatType,
  type MessageStatus,
  type MessageType,
} from './chat-vocabulary.js';
export { ChatModule } from './chat.module.js';
export {
  type Audience,
  type ChatHead,
  ChatRepository,
  LOCKED_CHAT_COLUMNS,
  type LockedChat,
} from './chat.repository.js';
export { ChatService } from './chat.service.js';
export { ChatDto, type ChatListDto, toChatDto } from './chat.dto.js';
export { LOCKED_AS_SEEN, raisedAsLocked, takesPart } from './one-change-sql.js';
export {
  AWAY,
  type Departure,
  ParticipantRepository,
  type Reader,
  UNREAD_AFTER,
  type Watermarks,
  type WatermarkView,
} from './participant.repository.js';
export { CHAT_ID } from './operations/chat-id.js';
export { ORDER_1042, ORDER_1042_ANSWERED } from './operations/order-1042.js';
export { LOCKED_CHATS, RAISED_CHATS, SEEN_BY_SENDERS } from './sending-sql.js';
export { type TimelineAct, toTimelineAct } from './timeline-act.js';
export { TimelineService } from './timeline.service.js';
