import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig, RouteConstraints } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import {
  EventStream,
  FieldRefused,
  HttpErrors,
  MAX_ID,
  PathId,
  preferredWait,
  whenClosed,
  writtenAnswer,
} from '#libs/http';
import { unlessSearch } from '#libs/limits';
import { ListMessagesDto, MessageListing } from '#libs/message';
import { ChatFeedDto } from './chat-feed.dto.js';
import { EventStreamConnection } from './event-stream-connection.js';
import { Feeds } from './feeds.js';
import { LongPoll } from './long-poll.js';

/** In ms. Longer than the longest wait and the work after it. */
const WAITING_TIMEOUT_MS = 45_000;

/** The live speeds of `GET /chats/{chat_id}/messages`; message serves the others. */
@ApiExcludeController()
@Controller('api/v1/chats/:chat_id/messages')
export class ChatFeedController {
  constructor(
    private readonly feeds: Feeds,
    private readonly listing: MessageListing,
    private readonly polls: LongPoll,
  ) {}

  @Get()
  @RouteConstraints({ mode: 'events' })
  @RouteConfig({ limit: 'connect' })
  async feed(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) chatId: number,
    @Query() { user_id, after_seq }: ChatFeedDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const actor = actFor(caller, user_id);
    this.feeds.admit(actor.userId, reply.raw);
    const after = lastEventId(request) ?? after_seq;
    const connect = () => new EventStreamConnection(new EventStream(reply));
    const trail = { request_id: request.id, client_address: request.ip };
    const close = await this.feeds.openForChat(actor, caller, { chatId, after, trail }, connect);
    whenClosed(reply.raw, close);
  }

  @Get()
  @RouteConstraints({ mode: 'wait' })
  @RouteConfig({ limit: unlessSearch('connect'), answerWithinMs: WAITING_TIMEOUT_MS, revalidate: true })
  async wait(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) chatId: number,
    @Query() given: ListMessagesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    const actor = actFor(caller, given.user_id);
    const { after_seq } = given;
    if (after_seq === undefined) return writtenAnswer(reply, await this.listing.list(actor, chatId, given));
    const { userId } = actor;
    const seconds = preferredWait(request.headers.prefer) ?? 0;
    const listed = await this.listing.changes(chatId, { ...given, after_seq }, (asked) => {
      this.feeds.count(userId, reply.raw);
      return this.polls.newerThan({ ...asked, chatId, userId }, { caller, seconds, answer: reply.raw });
    });
    void reply.header('preference-applied', `wait=${seconds}`);
    return writtenAnswer(reply, listed);
  }
}

/** What `EventSource` sends when it connects again. */
function lastEventId({ headers }: FastifyRequest): number | undefined {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return undefined;
  if (typeof id === 'string' && /^\d{1,16}$/.test(id) && Number(id) <= MAX_ID) return Number(id);
  throw new FieldRefused('Last-Event-ID', HttpErrors.malformed_header, 'Last-Event-ID must be a number of the chat');
}
