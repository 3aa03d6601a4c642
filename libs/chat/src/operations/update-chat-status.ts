import { FieldCodes, type OperationOptions, refusal, ValidationFailed } from '#libs/http';
import { ChatErrors, ChatNotFound } from '../shown/chat-errors.js';
import { ChatDto } from '../shown/chat.dto.js';
import { UpdateChatStatusDto } from '../requests/update-chat-status.dto.js';
import { CHAT_ID } from './chat-id.js';
import { ORDER_1042_ANSWERED } from './order-1042.js';

const DESCRIPTION = `Any of the three statuses to any other; only the owner of the chat or a service may. **Repeating one is 200 and changes nothing.**

- ARCHIVED: can be read, marked and reacted to; sending is 400 \`chat_archived\`. Replies that are being written are finished.
- DELETED: left out of the list, its messages are 404, sending is 400 \`chat_deleted\`, replies that are being written become FAILED \`cancelled\`, and its feeds end. It is purged after 30 days by default, for good.
- ACTIVE: restores either.

There is no operation that deletes at once.`;

export const UPDATE_CHAT_STATUS: OperationOptions = {
  operationId: 'updateChatStatus',
  summary: 'Archive, delete or restore a chat',
  description: DESCRIPTION,
  guide: { page: 'first-conversation', about: 'Guide: a first conversation, from a token to an answer.' },
  pathId: CHAT_ID,
  body: {
    type: UpdateChatStatusDto,
    required: true,
    examples: { archive: { status: 'ARCHIVED' }, delete: { status: 'DELETED' }, restore: { status: 'ACTIVE' } },
  },
  answer: {
    type: ChatDto,
    description: 'The chat as it is now.',
    examples: { archived: { ...ORDER_1042_ANSWERED, status: 'ARCHIVED', last_seq: 5 } },
  },
  refusals: [
    new ValidationFailed([
      { field: 'status', code: FieldCodes.not_allowed.code, message: 'must be one of ACTIVE, ARCHIVED, DELETED' },
    ]),
    new ChatNotFound(),
    refusal(ChatErrors.owner_only, 'change its status'),
    refusal(ChatErrors.too_busy),
  ],
};
