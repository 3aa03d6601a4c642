import { USER_REQUIRED } from '#libs/auth';
import { ChatErrors } from '#libs/chat';
import { FieldCodes, type OperationOptions, refusal, ValidationFailed } from '#libs/http';
import { MESSAGE_ID, MessageDto, MessageNotFound, QUESTION_REACTED_TO } from '#libs/message';
import { ReactionErrors } from '../reaction-errors.js';
import { AddReactionDto } from '../reaction.dto.js';

const DESCRIPTION = `Adds your reaction to a message, which may be your own. **Adding the same one twice is 200 and changes nothing**, so it can be repeated safely.

A person may add several different ones; a message takes 50 different ones, further are 400 \`too_many_reactions\`. \`reactions\` of the answer says for each how many people gave it, and who: the first 100, oldest first. Works in an ARCHIVED chat, too, and never makes a message unread.`;

export const ADD_REACTION: OperationOptions = {
  operationId: 'addReaction',
  summary: 'React to a message',
  description: DESCRIPTION,
  guide: { page: 'threads-receipts-groups', about: 'Guide: threads, receipts, reactions and groups.' },
  pathId: MESSAGE_ID,
  body: { type: AddReactionDto, required: true, examples: { 'thumbs up': { reaction: '👍' } } },
  answer: {
    type: MessageDto,
    description: 'The message with its reactions.',
    examples: { 'with one reaction': QUESTION_REACTED_TO },
  },
  refusals: [
    new ValidationFailed([{ field: 'reaction', code: FieldCodes.required.code, message: 'is required' }]),
    new MessageNotFound(),
    refusal(ReactionErrors.too_many_reactions, 50),
    refusal(ReactionErrors.message_deleted),
    USER_REQUIRED,
    refusal(ChatErrors.too_busy),
  ],
};
