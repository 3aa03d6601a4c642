import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig, RouteConstraints } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actFor, type Caller, CurrentCaller, Revocations } from '#libs/auth';
import { Deadline, Drain, EventStream, IdempotencyKey, NoQuery, PathId, preferredWait, whenClosed } from '#libs/http';
import { MAX_SEND_BYTES, SendMessageDto, type SentMessageDto, toMessageDto, toNewMessage } from '#libs/message';
import { type Exchange, QuestionService } from './question.service.js';
import { ReplyEvents } from './reply-events.js';

/** Longer than the longest wait and what comes before and after it, in ms. */
const WAITING_TIMEOUT_MS = 45_000;
/** An event stream ends after this time, however long the reply takes: it can be read later, in ms. */
const LONGEST_STREAM_MS = 10 * 60_000;

/** The speeds of `POST /chats/{chat_id}/messages` that take the reply along; message serves the plain one. */
@ApiExcludeController()
@Controller('api/v1/chats/:chat_id/messages')
export class ReplyController {
  private readonly ended = new AbortController();

  constructor(
    private readonly questions: QuestionService,
    private readonly revocations: Revocations,
    drain: Drain,
  ) {
    drain.onBegin(() => this.ended.abort());
  }

  @Post()
  @HttpCode(200)
  @RouteConstraints({ mode: 'wait' })
  @RouteConfig({ limit: 'write', bodyLimit: MAX_SEND_BYTES, answerWithinMs: WAITING_TIMEOUT_MS })
  async wait(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) chatId: number,
    @Body() body: SendMessageDto,
    @Query() _query: NoQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey(64) idempotencyKey?: string,
  ): Promise<SentMessageDto> {
    const actor = actFor(caller, body.user_id);
    const seconds = preferredWait(request.headers.prefer) ?? 0;
    let exchange = await this.questions.ask(actor, chatId, toNewMessage(body, idempotencyKey));
    const limit = this.limit(reply, caller, seconds * 1000);
    for await (const now of this.questions.follow(actor, exchange, limit)) exchange = now;
    this.revocations.refuse(caller);
    void reply.header('preference-applied', `wait=${seconds}`);
    return sentMessage(exchange);
  }

  @Post()
  @RouteConstraints({ mode: 'events' })
  @RouteConfig({ limit: 'write', bodyLimit: MAX_SEND_BYTES })
  async stream(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) chatId: number,
    @Body() body: SendMessageDto,
    @Query() _query: NoQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @IdempotencyKey(64) idempotencyKey?: string,
  ): Promise<void> {
    const actor = actFor(caller, body.user_id);
    const exchange = await this.questions.ask(actor, chatId, toNewMessage(body, idempotencyKey));
    const left = Math.max(0, caller.expiresAt - Date.now());
    const limit = this.limit(reply, caller, Math.min(LONGEST_STREAM_MS, left));
    const events = new ReplyEvents(new EventStream(reply), request.id);
    await events.tell(exchange, this.questions.follow(actor, exchange, limit));
  }

  /** Aborted when the client is gone, its token is revoked, the time is over, or the server ends. */
  private limit({ raw }: FastifyReply, caller: Caller, milliseconds: number): AbortSignal {
    const limit = new Deadline(milliseconds, this.ended.signal);
    const unwatch = this.revocations.watch(caller, () => limit.close());
    whenClosed(raw, () => {
      unwatch();
      limit.close();
    });
    return limit.signal;
  }
}

function sentMessage({ question, reply }: Exchange): SentMessageDto {
  return { ...toMessageDto(question), ...(reply !== undefined && { reply: toMessageDto(reply) }) };
}
