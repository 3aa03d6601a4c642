import { ApiSchema } from '@nestjs/swagger';
import { MessageStatuses, type MessageStatus } from '#libs/chat';
import { BooleanField, EnumField, UserIdField } from '#libs/http';

@ApiSchema({ name: 'UpdateMessageStatus' })
export class UpdateMessageStatusDto {
  @EnumField({
    of: MessageStatuses,
    required: true,
    example: 'READ',
    description:
      'Recipients say DELIVERED and READ; the sender SENT or FAILED of its SENDING message, and SENDING to try a FAILED one again.',
  })
  status: MessageStatus;

  @BooleanField({
    description: 'With DELIVERED or READ: of every earlier message addressed to you, too.',
    default: false,
    example: true,
  })
  up_to?: boolean;

  @UserIdField({
    description: 'Who has received or read it. A service must say; a user may leave it out.',
    example: 'alice',
  })
  user_id?: string;
}
