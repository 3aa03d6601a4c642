export type { MessageView } from './message-view.js';
export type { MessageListDto } from './message-list.dto.js';
export { MessageDto, toMessageDto } from './message.dto.js';
export { MessageModule } from './message.module.js';
export { MessageService } from './message.service.js';
