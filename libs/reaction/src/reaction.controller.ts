import { Body, Controller, Delete, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { actFor, type Caller, CurrentCaller, requireUser } from '#libs/auth';
import { ActingUserDto, NoQuery, Operation, PathId } from '#libs/http';
import { MessageDto, toMessageDto } from '#libs/message';
import { AddReactionDto, PathReaction, ReactionParameter } from './reaction.dto.js';
import { ReactionService } from './reaction.service.js';

const messageId = { name: 'message_id', description: 'Id of the message.' };

@ApiTags('Reactions')
@Controller('api/v1/messages/:message_id/reactions')
export class ReactionController {
  constructor(private readonly reactions: ReactionService) {}

  @Post()
  @Operation({
    operationId: 'addReaction',
    summary: 'React to a message',
    description: 'Adds your reaction. Adding it twice changes nothing; a message takes 50 different ones.',
    body: { type: AddReactionDto, required: true, examples: { 'thumbs up': { reaction: '👍' } } },
    answer: MessageDto,
    answerDescription: 'The message with its reactions.',
    pathId: messageId,
  })
  async add(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Body() { reaction, user_id }: AddReactionDto,
    @Query() _query: NoQuery,
  ): Promise<MessageDto> {
    return toMessageDto(await this.reactions.add(requireUser(actFor(caller, user_id)), id, reaction));
  }

  @Delete(':reaction')
  @ReactionParameter()
  @Operation({
    operationId: 'removeReaction',
    summary: 'Take a reaction back',
    description:
      'Removes your own reaction. Removing what is not there changes nothing. Percent-encode it in the path.',
    answer: MessageDto,
    answerDescription: 'The message with its reactions.',
    pathId: messageId,
  })
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('message_id', new PathId('message_id')) id: number,
    @Param('reaction', PathReaction) reaction: string,
    @Query() { user_id }: ActingUserDto,
  ): Promise<MessageDto> {
    return toMessageDto(await this.reactions.remove(requireUser(actFor(caller, user_id)), id, reaction));
  }
}
