export { ChatErrors, ChatNotFound } from './shown/chat-errors.js';
export { deriveTitle } from './shown/chat-title.js';
export { type AskedChat, type ChatView, isVisibleSql } from './shown/chat-view.js';
export { isRecipient, recipientSql } from './shown/recipient.js';
export { isUnreadTo, unreadToSql } from './shown/unread-to.js';
export {
  MessageStatuses,
  NewMessageStatuses,
  MessageTypes,
  type ChatType,
  type MessageStatus,
  type MessageType,
} from './shown/chat-vocabulary.js';
export { ChatModule } from './chat.module.js';
export { WebhookDueModule } from './webhook-due.module.js';
export { DeletedChatDueModule } from './deleted-chat-due.module.js';
export { DeletedChatDueRepository } from './rows/deleted-chat-due.repository.js';
export { type Audience, type ChatHead, ChatRepository } from './rows/chat.repository.js';
export { ChatWalkRepository, type HeadsPlace, placeAt } from './rows/chat-walk.repository.js';
export type { Batch } from './changes/batch.js';
export { type AnsweredChange, type Change, type Judged, RunAlone } from './changes/change.js';
export { type BatchFacts, type Load, load, type Rows } from './changes/rows.js';
export { ChatChanges } from './changes/chat-changes.js';
export type { LockedChat, StoredPreview } from './changes/chat-rows.js';
export { type ParticipantRow, ParticipantRows } from './changes/participant-rows.js';
export { type ActEffect, applyAct, judgeAct, wantAct } from './acts/timeline.js';
export { ChatService } from './chat.service.js';
export { ChatDto, type ChatListDto, toChatDto } from './shown/chat.dto.js';
export {
  AWAY,
  type Departure,
  ParticipantRepository,
  UNREAD_AFTER,
  type WatermarkView,
} from './rows/participant.repository.js';
export {
  type ClaimedDue,
  type DueCounts,
  type DueView,
  type DeliveredUpTo,
  HAS_UNFAILED_DUE,
  WebhookDueRepository,
} from './rows/webhook-due.repository.js';
export { CHAT_ID } from './operations/chat-id.js';
export { ORDER_1042_ANSWERED } from './operations/order-1042.js';
export { type TimelineAct, toTimelineAct } from './acts/timeline-act.js';
