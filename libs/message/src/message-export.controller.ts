import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig, RouteConstraints } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import { beginStream, loggableError, PathId } from '#libs/http';
import { unlessSearch } from '#libs/limits';
import { ExportMessagesDto } from './read/export-messages.dto.js';
import { ExportSlots } from './read/export-slots.js';
import { MessageExport } from './read/message-export.js';

/** `GET /chats/{chat_id}/messages` as newline-delimited JSON: the whole chat, a message a line, the oldest first. */
@ApiExcludeController()
@Controller('api/v1/chats/:chat_id/messages')
export class MessageExportController {
  private readonly logger = new Logger(MessageExportController.name);

  constructor(
    private readonly messages: MessageExport,
    private readonly slots: ExportSlots,
  ) {}

  @Get()
  @RouteConstraints({ mode: 'export' })
  @RouteConfig({ limit: unlessSearch('connect') })
  async export(
    @CurrentCaller() caller: Caller,
    @Param('chat_id', new PathId('chat_id')) chatId: number,
    @Query() given: ExportMessagesDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const leave = this.slots.take(caller.subject);
    try {
      const lines = this.messages.lines(actFor(caller, given.user_id), chatId, given);
      // Before the head of the answer: a chat that is not there is still a 404.
      const first = await lines.next();
      const answer = beginStream(reply, { 'content-type': 'application/x-ndjson; charset=utf-8' });
      // One piece ahead of the client, at most.
      await pipeline(Readable.from(followedBy(first.value, lines)), answer).catch((error: unknown) => {
        // The body ends without its last chunk: the client knows that it is not whole.
        this.logger.warn({ error: loggableError(error), request_id: request.id }, 'an export was cut short');
      });
    } finally {
      leave();
    }
  }
}

async function* followedBy(first: string | undefined, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first !== undefined) yield first;
  yield* rest;
}
