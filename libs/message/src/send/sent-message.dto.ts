import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { MessageDto } from '../shown/message.dto.js';

/** What a send answers. */
@ApiSchema({ name: 'SentMessage' })
export class SentMessageDto extends MessageDto {
  @ApiProperty({
    description:
      "The assistant's reply, with `Prefer: wait=N` where there is one: SENDING when N seconds were not enough.",
    required: false,
    type: () => MessageDto,
  })
  reply?: MessageDto;
}
