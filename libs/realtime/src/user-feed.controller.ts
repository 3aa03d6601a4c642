import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { RouteConfig, RouteConstraints } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actFor, type Caller, CurrentCaller } from '#libs/auth';
import { ActingUserDto, EventStream, whenClosed } from '#libs/http';
import { EventStreamConnection } from './event-stream-connection.js';
import { Feeds } from './feeds.js';

/** The live speed of `GET /chats`; chat serves the other. */
@ApiExcludeController()
@Controller('api/v1/chats')
export class UserFeedController {
  constructor(private readonly feeds: Feeds) {}

  @Get()
  @RouteConstraints({ mode: 'events' })
  @RouteConfig({ limit: 'connect' })
  feed(
    @CurrentCaller() caller: Caller,
    @Query() { user_id }: ActingUserDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const actor = actFor(caller, user_id);
    this.feeds.admitToAll(actor, caller, reply.raw);
    const connection = new EventStreamConnection(new EventStream(reply));
    const trail = { request_id: request.id, client_address: request.ip };
    const close = this.feeds.openForAll(actor, caller, connection, trail);
    whenClosed(reply.raw, close);
  }
}
