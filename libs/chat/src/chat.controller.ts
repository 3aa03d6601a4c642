import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actFor, type Caller, CurrentCaller, requireUser } from '#libs/auth';
import { ActingUserDto, IdempotencyKey, IdempotencyKeyHeader, NoQuery, Operation, PathId } from '#libs/http';
import { ChatDto, ChatListDto, toChatDto } from './chat.dto.js';
import { ChatService } from './chat.service.js';
import { CreateChatDto, toNewChat } from './create-chat.dto.js';
import { chatListLink, ListChatsDto, toChatListDto, toListChatsQuery } from './list-chats.dto.js';
import { UpdateChatStatusDto } from './update-chat-status.dto.js';

const chatId = { name: 'chat_id', description: 'Id of the chat.' };

@ApiTags('Chats')
@Controller('api/v1/chats')
export class ChatController {
  constructor(private readonly chats: ChatService) {}

  @Post()
  @IdempotencyKeyHeader('session_id', 128)
  @Operation({
    operationId: 'createChat',
    summary: 'Create a chat',
    description: 'Creates a chat session, or returns the one that the owner already has with this `session_id`.',
    body: {
      type: CreateChatDto,
      required: false,
      examples: {
        personal: { session_id: 'support-2026-001', chat_metadata: { source: 'web' } },
        group: { session_id: 'team-7', chat_type: 'GROUP', title: 'Team 7', participants: ['bob', 'carol'] },
      },
    },
    answer: ChatDto,
    answerDescription: 'The chat, new or as it was.',
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: CreateChatDto,
    @Query() _query: NoQuery,
    @IdempotencyKey(128) idempotencyKey?: string,
  ): Promise<ChatDto> {
    const owner = requireUser(actFor(caller, body.user_id));
    return toChatDto(await this.chats.create(toNewChat(owner, body, idempotencyKey)));
  }

  @Get()
  @Operation({
    operationId: 'listChats',
    summary: 'List your chats',
    description: 'The chats that you are in, the one with the latest message first.',
    answer: ChatListDto,
    answerDescription: 'A page of chats.',
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() given: ListChatsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChatListDto> {
    const query = toListChatsQuery(given);
    const user = requireUser(actFor(caller, given.user_id));
    const answer = toChatListDto(await this.chats.list(user, query.filters, query.after, query.limit), query);
    const link = chatListLink('/api/v1/chats', given, answer);
    if (link !== undefined) void reply.header('link', link);
    return answer;
  }

  @Get(':chat_id')
  @RouteConfig({ revalidate: true })
  @Operation({
    operationId: 'getChat',
    summary: 'Get a chat',
    description:
      'One chat with its latest message and what is unread to you. A DELETED chat is shown until it is purged.',
    answer: ChatDto,
    answerDescription: 'The chat.',
    pathId: chatId,
    revalidate: true,
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Query() { user_id }: ActingUserDto,
  ): Promise<ChatDto> {
    return toChatDto(await this.chats.get(actFor(caller, user_id), id));
  }

  @Patch(':chat_id/status')
  @Operation({
    operationId: 'updateChatStatus',
    summary: 'Archive, delete or restore a chat',
    description: 'Any of the three statuses to any other; only the owner or a service. Repeating one changes nothing.',
    body: {
      type: UpdateChatStatusDto,
      required: true,
      examples: { archive: { status: 'ARCHIVED' }, delete: { status: 'DELETED' }, restore: { status: 'ACTIVE' } },
    },
    answer: ChatDto,
    answerDescription: 'The chat as it is now.',
    pathId: chatId,
  })
  async updateStatus(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Body() { status, user_id }: UpdateChatStatusDto,
    @Query() _query: NoQuery,
  ): Promise<ChatDto> {
    return toChatDto(await this.chats.setStatus(actFor(caller, user_id), id, status));
  }
}
