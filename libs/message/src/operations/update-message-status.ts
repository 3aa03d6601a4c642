import { USER_REQUIRED } from '#libs/auth';
import { ChatErrors } from '#libs/chat';
import { FieldCodes, type OperationOptions, refusal, ValidationFailed } from '#libs/http';
import { MessageErrors } from '../shown/message-errors.js';
import { MessageNotFound } from '../shown/message-errors.js';
import { MessageDto } from '../shown/message.dto.js';
import { UpdateMessageStatusDto } from '../status/update-message-status.dto.js';
import { MESSAGE_ID } from './message-id.js';
import { ANSWER, QUESTION_READ } from './order-1042.js';

const DESCRIPTION = `Tells how far a message has come: \`SENDING → SENT → DELIVERED → READ\`, where steps may be skipped, and \`SENDING → FAILED → SENDING\`.

**Receipts may come in any order and more than once.** Repeating one or going backward is 200 and changes nothing, so just send what you know. With \`up_to\` every earlier message that was addressed to you is marked, too, at the cost of one: when somebody opens a chat, send READ with \`up_to\` for the latest message that is shown.

- Who received it sets DELIVERED and READ. In a GROUP they are counted per reader in \`receipts\`, and \`status\` shows the furthest that any has reached; on your own message they change nothing.
- The sender sets SENT or FAILED on a message that is SENDING, and SENDING to try a FAILED one again.
- On a reply of the assistant, who asked sets FAILED to stop it (the text so far is kept) and SENDING on a FAILED one to have it written again, as a new attempt. The same goes for a FILE that is being read.

Anything else, such as READ to FAILED, is 400 \`illegal_status_change\`. In an ARCHIVED chat receipts work, trying again does not.`;

export const UPDATE_MESSAGE_STATUS: OperationOptions = {
  operationId: 'updateMessageStatus',
  summary: 'Mark a message delivered or read',
  description: DESCRIPTION,
  guide: { page: 'threads-receipts-groups', about: 'Guide: threads, receipts, reactions and groups.' },
  pathId: MESSAGE_ID,
  body: {
    type: UpdateMessageStatusDto,
    required: true,
    examples: { 'read up to here': { status: 'READ', up_to: true }, delivered: { status: 'DELIVERED' } },
  },
  answer: {
    type: MessageDto,
    description: 'The message as it is now.',
    examples: {
      read: QUESTION_READ,
      delivered: { ...ANSWER, status: 'DELIVERED', receipts: { recipients: 1, delivered: 1, read: 0 }, change_seq: 5 },
    },
  },
  refusals: [
    new ValidationFailed([
      {
        field: 'status',
        code: FieldCodes.not_allowed.code,
        message: 'must be one of SENDING, SENT, DELIVERED, READ, FAILED',
      },
    ]),
    new MessageNotFound(),
    refusal(MessageErrors.sender_only),
    refusal(MessageErrors.illegal_status_change, 'READ', 'FAILED'),
    refusal(MessageErrors.chat_archived),
    refusal(MessageErrors.too_many_files, 1_000),
    refusal(MessageErrors.up_to_not_allowed),
    USER_REQUIRED,
    refusal(ChatErrors.too_busy),
  ],
};
