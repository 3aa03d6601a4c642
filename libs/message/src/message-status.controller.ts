import { Body, Controller, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import { NoQuery, Operation, PathId } from '#libs/http';
import { MessageStatusService } from './message-status.service.js';
import { MessageDto, toMessageDto } from './message.dto.js';
import { UpdateMessageStatusDto } from './update-message-status.dto.js';

@ApiTags('Messages')
@Controller('api/v1/messages/:message_id/status')
export class MessageStatusController {
  constructor(private readonly statuses: MessageStatusService) {}

  @Patch()
  @Operation({
    operationId: 'updateMessageStatus',
    summary: 'Mark a message delivered or read',
    description:
      'Receipts may come in any order and more than once: repeating or going backward is 200 and changes nothing. Also confirms, fails and retries a message of your own that is SENDING. FAILED stops a reply of the assistant, SENDING on a FAILED one has it written again.',
    body: {
      type: UpdateMessageStatusDto,
      required: true,
      examples: { 'read up to here': { status: 'READ', up_to: true }, delivered: { status: 'DELIVERED' } },
    },
    answer: MessageDto,
    answerDescription: 'The message as it is now.',
    pathId: { name: 'message_id', description: 'Id of the message.' },
  })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Body() { status, up_to = false, user_id }: UpdateMessageStatusDto,
    @Query() _query: NoQuery,
  ): Promise<MessageDto> {
    return toMessageDto(await this.statuses.setStatus(actFor(caller, user_id), id, status, up_to));
  }
}
