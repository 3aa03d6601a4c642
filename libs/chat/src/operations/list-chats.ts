import { FieldCodes, HttpErrors, invalidCursor, type OperationOptions, refusal, ValidationFailed } from '#libs/http';
import { SearchErrors } from '#libs/search';
import { ChatErrors } from '../shown/chat-errors.js';
import { ChatListDto } from '../shown/chat.dto.js';
import { HELP_DESK, ORDER_1042_ANSWERED } from './order-1042.js';

const NEXT_CURSOR = 'eyJwbGFjZSI6eyJhdCI6MTc2NzMyMzEwNjc4OSwiaWQiOjF9LCJmaWx0ZXJzIjp7fX0';

const DESCRIPTION = `The chats that you are in, the one with the latest message first, each with its latest message and what is unread to you.

**Paging.** Send \`next_cursor\` as \`cursor\` until it is null, with the same filters or with none. A walk shows every chat that does not move meanwhile exactly once; one that gets a message moves to the front, where the next walk finds it.

**Keeping a list up to date.** \`updated_since\` shows what changed at that time or later, oldest first, DELETED chats with \`status=DELETED\` only. Better is the live feed: this URL with \`Accept: text/event-stream\`, or the WebSocket \`/realtime\`, tell of every change in any of your chats; at most 100 live connections of a user to a server.

**A service without \`user_id\`** gets every chat, without \`unread_count\`, always in the order of \`updated_at\` from \`updated_since\` (or the beginning) on; \`status\` and \`chat_type\` narrow it. Where more than 2,000 chats changed within ten minutes, those are in the order of their ids. A page may be short, or empty, without being the last: go on until \`next_cursor\` is null. As \`text/event-stream\`, or on \`/realtime\`, it gets a feed of every chat: a \`hello\`, then every change of everybody; at most ten of a service to a server.

DELETED chats are left out unless you ask for them. Reading changes nothing: a listed message is not thereby delivered or read.`;

export const LIST_CHATS: OperationOptions = {
  operationId: 'listChats',
  summary: 'List your chats',
  description: DESCRIPTION,
  guide: { page: 'live-and-sync', about: 'Guide: live feeds, and how a client stays exact.' },
  link: `</api/v1/chats?limit=20&cursor=${NEXT_CURSOR}>; rel="next"`,
  answer: {
    type: ChatListDto,
    description: 'A page of chats.',
    examples: {
      'the last page': { data: [HELP_DESK, ORDER_1042_ANSWERED], has_more: false, next_cursor: null },
      'a page with more to follow': { data: [HELP_DESK], has_more: true, next_cursor: NEXT_CURSOR },
    },
  },
  refusals: [
    new ValidationFailed([
      { field: 'limit', code: FieldCodes.out_of_range.code, message: 'must be a whole number from 1 to 100' },
    ]),
    refusal(ChatErrors.user_id_needed_with, 'q'),
    invalidCursor(),
    refusal(SearchErrors.search_too_slow, 'q'),
    refusal(SearchErrors.too_many_searches),
    refusal(HttpErrors.cursor_mismatch, 'status'),
  ],
};
