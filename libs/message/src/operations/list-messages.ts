import { CHAT_ID, ChatNotFound, ORDER_1042_ANSWERED } from '#libs/chat';
import {
  ApiError,
  FieldCodes,
  FieldRefused,
  HttpErrors,
  invalidCursor,
  type OperationOptions,
  refusal,
  ValidationFailed,
} from '#libs/http';
import { SearchErrors } from '#libs/search';
import { MessageErrors } from '../shown/message-errors.js';
import { MessageListDto } from '../read/message-list.dto.js';
import { ANSWER, QUESTION_READ } from './order-1042.js';

const DESCRIPTION = `The latest page, oldest first within the page; \`before\`, \`after\` and \`around\` a message id, which need not exist, show other parts. Give at most one of \`cursor\`, \`before\`, \`after\`, \`around\` and \`after_seq\`. Pages end early at 4 MiB. Reading marks nothing as read.

**Paging.** Send \`next_cursor\` as \`cursor\` until it is null: it goes on in the same direction, older from the latest page, newer from \`after\`. Walking pages while others send shows every message exactly once.

**What changed.** \`after_seq=N\` answers what changed in the chat after its change number N, each message as it is now, with \`chat\`, \`receipts\` (watermarks) and \`epoch\` where they changed. Apply it, and adopt \`last_seq\` when \`has_more\` is false; while it is true, go on with the cursor. When \`epoch\` differs from before, fetch everything again. 404 says to drop the chat.

**The same URL at other speeds.** With \`after_seq\` and \`Prefer: wait=N\` the answer waits up to 30 s until something is newer. \`Accept: text/event-stream\` is a live feed of the chat, which \`Last-Event-ID\` or \`after_seq\` resumes without a hole; at most 100 live connections and waiting requests of a user to a server. \`Accept: application/x-ndjson\` exports the whole chat, a message a line. Only the JSON is described here, the events in [/docs/asyncapi.json](/docs/asyncapi.json).

**Ask cheaply.** Send the \`ETag\` of the last answer as \`If-None-Match\`: 304 says that nothing changed.`;

export const LIST_MESSAGES: OperationOptions = {
  operationId: 'listMessages',
  summary: 'Get the messages of a chat',
  description: DESCRIPTION,
  guide: { page: 'live-and-sync', about: 'Guide: live feeds, and how a client stays exact.' },
  pathId: CHAT_ID,
  revalidate: true,
  waits: true,
  link: '</api/v1/chats/1/messages?limit=20&cursor=eyJwbGFjZSI6e319>; rel="next", </api/v1/chats/1/messages?limit=20&after=2>; rel="prev"',
  answer: {
    type: MessageListDto,
    description: 'A page of messages, or of what changed.',
    examples: {
      'the latest page': { data: [QUESTION_READ, ANSWER], has_more: false, next_cursor: null, last_seq: 4 },
      'what changed after number 2': {
        data: [QUESTION_READ],
        receipts: [{ user_id: 'bob', delivered_up_to: 1, read_up_to: 1 }],
        epoch: '7711037874551916783-00000001',
        has_more: false,
        next_cursor: null,
        last_seq: 4,
      },
      'that the chat was archived': {
        data: [],
        chat: { ...ORDER_1042_ANSWERED, status: 'ARCHIVED', last_seq: 5 },
        epoch: '7711037874551916783-00000001',
        has_more: false,
        next_cursor: null,
        last_seq: 5,
      },
    },
  },
  refusals: [
    new ValidationFailed([
      { field: 'limit', code: FieldCodes.out_of_range.code, message: 'must be a whole number from 1 to 100' },
    ]),
    new ChatNotFound(),
    invalidCursor(),
    refusal(HttpErrors.cursor_mismatch, 'q'),
    new ApiError(
      MessageErrors.conflicting_parameters,
      'before, after cannot be combined',
      ['before', 'after'].map((field) => ({
        field,
        code: MessageErrors.conflicting_parameters.code,
        message: 'before, after cannot be combined',
      })),
    ),
    refusal(MessageErrors.too_many_exports),
    refusal(MessageErrors.exports_busy),
    refusal(SearchErrors.search_too_slow, 'q'),
    refusal(SearchErrors.too_many_searches),
    new FieldRefused('Last-Event-ID', HttpErrors.malformed_header, 'Last-Event-ID must be a number of the chat'),
  ],
};
