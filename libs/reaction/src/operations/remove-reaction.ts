import { USER_REQUIRED } from '#libs/auth';
import { ChatErrors } from '#libs/chat';
import { type OperationOptions, refusal, typeRefusals } from '#libs/http';
import { MESSAGE_ID, MessageDto, MessageNotFound, QUESTION_READ } from '#libs/message';
import { ReactionErrors } from '../reaction-errors.js';

const DESCRIPTION = `Takes your own reaction back; those of others stay. **Removing what is not there is 200 and changes nothing**, so it can be repeated safely.

The reaction is the last part of the path, percent-encoded as UTF-8: 👍 is \`%F0%9F%91%8D\`.`;

export const REMOVE_REACTION: OperationOptions = {
  operationId: 'removeReaction',
  summary: 'Take a reaction back',
  description: DESCRIPTION,
  guide: { page: 'threads-receipts-groups', about: 'Guide: threads, receipts, reactions and groups.' },
  pathId: MESSAGE_ID,
  answer: {
    type: MessageDto,
    description: 'The message with its reactions.',
    examples: { 'without reactions': { ...QUESTION_READ, reactions: {}, change_seq: 5 } },
  },
  refusals: [
    new MessageNotFound(),
    refusal(ReactionErrors.not_a_reaction),
    USER_REQUIRED,
    refusal(ChatErrors.too_busy),
    ...typeRefusals(),
  ],
};
