import { Body, Controller, Delete, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { actFor, type Caller, CurrentCaller, requireUser } from '#libs/auth';
import { ActingUserDto, NoQuery, Operation, PathId } from '#libs/http';
import { MessageDto, toMessageDto } from '#libs/message';
import { ADD_REACTION } from './operations/add-reaction.js';
import { REMOVE_REACTION } from './operations/remove-reaction.js';
import { AddReactionDto, PathReaction, ReactionParameter } from './reaction.dto.js';
import { ReactionService } from './reaction.service.js';

@ApiTags('Reactions')
@Controller('api/v1/messages/:message_id/reactions')
export class ReactionController {
  constructor(private readonly reactions: ReactionService) {}

  @Post()
  @RouteConfig({ limit: 'write' })
  @Operation(ADD_REACTION)
  async add(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Body() { reaction, user_id }: AddReactionDto,
    @Query() _query: NoQuery,
  ): Promise<MessageDto> {
    return toMessageDto(await this.reactions.add(requireUser(actFor(caller, user_id)), id, reaction));
  }

  @Delete(':reaction')
  @RouteConfig({ limit: 'write' })
  @ReactionParameter()
  @Operation(REMOVE_REACTION)
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Param('reaction', PathReaction) reaction: string,
    @Query() { user_id }: ActingUserDto,
  ): Promise<MessageDto> {
    return toMessageDto(await this.reactions.remove(requireUser(actFor(caller, user_id)), id, reaction));
  }
}
