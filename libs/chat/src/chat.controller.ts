import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actFor, type Caller, CurrentCaller, requireUser } from '#libs/auth';
import {
  ActingUserDto,
  IdempotencyKey,
  IdempotencyKeyHeader,
  NoQuery,
  Operation,
  PathId,
  writtenAnswer,
} from '#libs/http';
import { unlessSearch } from '#libs/limits';
import { ChatDto, ChatListDto, toChatDto } from './shown/chat.dto.js';
import { ChatWalkService } from './chat-walk.service.js';
import { ChatService } from './chat.service.js';
import { CreateChatDto, toNewChat } from './requests/create-chat.dto.js';
import { chatListLink, ListChatsDto, toChatListDto, toListChatsQuery } from './requests/list-chats.dto.js';
import { KeptLists } from './requests/kept-lists.js';
import { CREATE_CHAT } from './operations/create-chat.js';
import { GET_CHAT } from './operations/get-chat.js';
import { LIST_CHATS } from './operations/list-chats.js';
import { UPDATE_CHAT_STATUS } from './operations/update-chat-status.js';
import { UpdateChatStatusDto } from './requests/update-chat-status.dto.js';

@ApiTags('Chats')
@Controller('api/v1/chats')
export class ChatController {
  constructor(
    private readonly chats: ChatService,
    private readonly lists: KeptLists,
    private readonly walk: ChatWalkService,
  ) {}

  @Post()
  @RouteConfig({ limit: 'write' })
  @IdempotencyKeyHeader('session_id', 128, 'notes')
  @Operation(CREATE_CHAT)
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
  @RouteConfig({ limit: unlessSearch('read') })
  @Operation(LIST_CHATS)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() given: ListChatsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChatListDto | string | Buffer> {
    const actor = actFor(caller, given.user_id);
    if (actor.userId === undefined) return withLink(reply, given, await this.walk.list(given));
    const query = toListChatsQuery(given);
    const user = requireUser(actor);
    const kept = await this.lists.find(user, query.limit, given);
    if (kept !== undefined) return writtenAnswer(reply, kept);
    const page = await this.chats.list(user, query.filters, query.after, query.limit);
    const body = toChatListDto(page, query);
    const list = { json: JSON.stringify(body), link: linkOf(given, body), version: page.version };
    return writtenAnswer(reply, this.lists.keep(user, given, list));
  }

  @Get(':chat_id')
  @RouteConfig({ limit: 'read', revalidate: true })
  @Operation(GET_CHAT)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Query() { user_id }: ActingUserDto,
  ): Promise<ChatDto> {
    return toChatDto(await this.chats.get(actFor(caller, user_id), id));
  }

  @Patch(':chat_id/status')
  @RouteConfig({ limit: 'write' })
  @Operation(UPDATE_CHAT_STATUS)
  async updateStatus(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) id: number,
    @Body() { status, user_id }: UpdateChatStatusDto,
    @Query() _query: NoQuery,
  ): Promise<ChatDto> {
    return toChatDto(await this.chats.setStatus(actFor(caller, user_id), id, status));
  }
}

function linkOf(given: ListChatsDto, body: ChatListDto): string | undefined {
  return chatListLink('/api/v1/chats', given, body);
}

function withLink(reply: FastifyReply, given: ListChatsDto, body: ChatListDto): ChatListDto {
  const link = linkOf(given, body);
  if (link !== undefined) void reply.header('link', link);
  return body;
}
