import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import { IdempotencyKey, IdempotencyKeyHeader, NoQuery, Operation, PathId, PreferHeader } from '#libs/http';
import { ListMessagesDto } from './list-messages.dto.js';
import { MessageListDto } from './message-list.dto.js';
import { MessageListing } from './message-listing.js';
import { toMessageDto } from './message.dto.js';
import { MessageService } from './message.service.js';
import { MAX_SEND_BYTES, SendMessageDto, toNewMessage } from './send-message.dto.js';
import { SentMessageDto } from './sent-message.dto.js';

const chatId = { name: 'chat_id', description: 'Id of the chat.' };

@ApiTags('Messages')
@Controller('api/v1/chats/:chat_id/messages')
export class ChatMessagesController {
  constructor(
    private readonly messages: MessageService,
    private readonly listing: MessageListing,
  ) {}

  @Post()
  @RouteConfig({ bodyLimit: MAX_SEND_BYTES })
  @IdempotencyKeyHeader('client_message_id', 64)
  @PreferHeader(
    '`wait=N`: the answer waits up to N seconds, at most 30, for the reply of the assistant, and holds it as `reply`; of a FILE, until it has been read. `Preference-Applied` says that it would.',
  )
  @Operation({
    operationId: 'sendMessage',
    summary: 'Send a message',
    description:
      'Sends a message, or returns the one that you already sent with this `client_message_id`. In a chat with `rag_enabled` the assistant replies with a message of its own; `Accept: text/event-stream` streams it as it is written.',
    body: {
      type: SendMessageDto,
      required: true,
      examples: {
        text: { content: 'Where is my order?' },
        'text that may be repeated safely': { content: 'On its way!', client_message_id: 'b-1' },
        document: {
          content: '# Returns\n\nWithin 30 days.',
          message_type: 'FILE',
          message_metadata: { media_type: 'text/markdown', filename: 'returns.md' },
        },
        'question to the assistant': { content: 'How long do refunds take?', message_metadata: { reply: true } },
        rename: {
          content: 'renamed the chat',
          message_type: 'SYSTEM',
          message_metadata: { action: 'rename', title: 'Order 1042' },
        },
      },
    },
    answer: SentMessageDto,
    answerDescription: 'The message as it is stored.',
    pathId: chatId,
  })
  async send(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Body() body: SendMessageDto,
    @Query() _query: NoQuery,
    @IdempotencyKey(64) idempotencyKey?: string,
  ): Promise<SentMessageDto> {
    const actor = actFor(caller, body.user_id);
    return toMessageDto(await this.messages.send(actor, id, toNewMessage(body, idempotencyKey)));
  }

  @Get()
  @RouteConfig({ revalidate: true })
  @PreferHeader(
    '`wait=N` with `after_seq`: when nothing is newer, the answer waits up to N seconds, at most 30, until something is. `Preference-Applied` says that it would.',
  )
  @Operation({
    operationId: 'listMessages',
    summary: 'Get the messages of a chat',
    description:
      'The latest page, oldest first. Give at most one of `cursor`, `before`, `after`, `around` and `after_seq`; pages end early at 4 MiB. The same URL is a live feed with `Accept: text/event-stream`, and exports the whole chat with `Accept: application/x-ndjson`.',
    answer: MessageListDto,
    answerDescription: 'A page of messages.',
    pathId: chatId,
    revalidate: true,
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Query() given: ListMessagesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageListDto> {
    const { body, link } = await this.listing.list(actFor(caller, given.user_id), id, given);
    if (link !== undefined) void reply.header('link', link);
    return body;
  }
}
