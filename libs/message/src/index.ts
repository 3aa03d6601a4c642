export type { MessageView } from './message-view.js';
export { changedHint } from './changed-hint.js';
export type { MessageListDto } from './message-list.dto.js';
export { toWatermarksDto, WatermarksDto } from './watermarks.dto.js';
export { ListMessagesDto } from './list-messages.dto.js';
export { MessageListing } from './message-listing.js';
export { MessageDto, toMessageDto } from './message.dto.js';
export { MessageModule } from './message.module.js';
export { type LockedMessage, MessageService } from './message.service.js';
