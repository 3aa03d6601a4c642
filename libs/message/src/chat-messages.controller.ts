import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import {
  IdempotencyKey,
  IdempotencyKeyHeader,
  NoQuery,
  Operation,
  PathId,
  PreferHeader,
  writtenAnswer,
} from '#libs/http';
import { unlessSearch } from '#libs/limits';
import { KeptPages } from './read/kept-pages.js';
import { ListMessagesDto } from './read/list-messages.dto.js';
import { MessageListing } from './read/message-listing.js';
import { toMessageDto } from './shown/message.dto.js';
import { MessageSendService } from './send/message-send.service.js';
import { LIST_MESSAGES } from './operations/list-messages.js';
import { SEND_MESSAGE } from './operations/send-message.js';
import { MAX_SEND_BYTES, SendMessageDto, toNewMessage } from './send/send-message.dto.js';
import { SentMessageDto } from './send/sent-message.dto.js';

@ApiTags('Messages')
@Controller('api/v1/chats/:chat_id/messages')
export class ChatMessagesController {
  constructor(
    private readonly sending: MessageSendService,
    private readonly listing: MessageListing,
    private readonly kept: KeptPages,
  ) {}

  @Post()
  @RouteConfig({ limit: 'write', bodyLimit: MAX_SEND_BYTES })
  @IdempotencyKeyHeader('client_message_id', 64, 'a-1')
  @PreferHeader(
    '`wait=N`: the answer waits up to N seconds, at most 30, for the reply of the assistant, and holds it as `reply`; of a FILE, until it has been read. `Preference-Applied` says that it would.',
  )
  @Operation(SEND_MESSAGE)
  async send(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Body() body: SendMessageDto,
    @Query() _query: NoQuery,
    @IdempotencyKey(64) idempotencyKey?: string,
  ): Promise<SentMessageDto> {
    const actor = actFor(caller, body.user_id);
    const { message } = await this.sending.send(actor, id, toNewMessage(body, idempotencyKey));
    return toMessageDto(message);
  }

  @Get()
  @RouteConfig({ limit: unlessSearch('read'), revalidate: true })
  @PreferHeader(
    '`wait=N` with `after_seq`: when nothing is newer, the answer waits up to N seconds, at most 30, until something is. `Preference-Applied` says that it would.',
  )
  @Operation(LIST_MESSAGES)
  async list(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Query() given: ListMessagesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    const actor = actFor(caller, given.user_id);
    const kept = await this.kept.find(actor, id, given);
    if (kept !== undefined) return writtenAnswer(reply, kept);
    return writtenAnswer(reply, this.kept.keep(id, given, await this.listing.list(actor, id, given)));
  }
}
