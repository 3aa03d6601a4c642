import { Body, Controller, Param, Patch, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import { NoQuery, Operation, PathId } from '#libs/http';
import { MessageStatusService } from './status/message-status.service.js';
import { MessageDto, toMessageDto } from './shown/message.dto.js';
import { UPDATE_MESSAGE_STATUS } from './operations/update-message-status.js';
import { UpdateMessageStatusDto } from './status/update-message-status.dto.js';

@ApiTags('Messages')
@Controller('api/v1/messages/:message_id/status')
export class MessageStatusController {
  constructor(private readonly statuses: MessageStatusService) {}

  @Patch()
  @RouteConfig({ limit: 'write' })
  @Operation(UPDATE_MESSAGE_STATUS)
  async update(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Body() { status, up_to = false, user_id }: UpdateMessageStatusDto,
    @Query() _query: NoQuery,
  ): Promise<MessageDto> {
    return toMessageDto(await this.statuses.setStatus(actFor(caller, user_id), id, status, up_to));
  }
}
