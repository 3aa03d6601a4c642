import type { OperationOptions } from '#libs/http';
import { ChatNotFound } from '../shown/chat-errors.js';
import { ChatDto } from '../shown/chat.dto.js';
import { CHAT_ID } from './chat-id.js';
import { ORDER_1042_ANSWERED } from './order-1042.js';

const DESCRIPTION = `One chat as it is now: who is in it, its latest message, what is unread to you (counted to 1,000; left out for a service as itself), and \`last_seq\`, the number of its latest change.

A DELETED chat is shown with this status to who was in it, though its messages are 404, until it is purged (30 days by default); then it is 404, too.

**Ask cheaply.** Send the \`ETag\` of the last answer as \`If-None-Match\`: 304 says that nothing changed. To hear of changes at once, use a live feed instead of asking again and again.`;

export const GET_CHAT: OperationOptions = {
  operationId: 'getChat',
  summary: 'Get a chat',
  description: DESCRIPTION,
  guide: { page: 'live-and-sync', about: 'Guide: live feeds, and how a client stays exact.' },
  pathId: CHAT_ID,
  revalidate: true,
  answer: { type: ChatDto, description: 'The chat.', examples: { 'with an answer to read': ORDER_1042_ANSWERED } },
  refusals: [new ChatNotFound()],
};
