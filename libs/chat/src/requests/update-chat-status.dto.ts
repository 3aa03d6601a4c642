import { ApiSchema } from '@nestjs/swagger';
import { EnumField, UserIdField } from '#libs/http';
import { ChatStatuses, type ChatStatus } from '../shown/chat-vocabulary.js';

@ApiSchema({ name: 'UpdateChatStatus' })
export class UpdateChatStatusDto {
  @EnumField({
    of: ChatStatuses,
    required: true,
    example: 'ARCHIVED',
    description:
      'ARCHIVED can be read but not written to; DELETED is hidden, and purged later; ACTIVE restores either.',
  })
  status: ChatStatus;

  @UserIdField({ description: 'For whom a service acts; a user may leave it out.', example: 'alice' })
  user_id?: string;
}
