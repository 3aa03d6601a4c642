import { ApiSchema } from '@nestjs/swagger';
import { IdProperty } from '#libs/http';

/** The last event of a stream that came to its end. */
@ApiSchema({ name: 'Done' })
export class DoneDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  chat_id: number;

  @IdProperty({ description: 'Id of the message that was sent.', example: 1 })
  message_id: number;

  @IdProperty({ description: 'Id of the reply to it, when there is one.', required: false, example: 2 })
  reply_id?: number;
}
