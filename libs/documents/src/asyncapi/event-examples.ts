import { ORDER_1042_ANSWERED } from '#libs/chat';
import { ANSWER, ASKED, QUESTION, QUESTION_READ } from '#libs/message';

const EPOCH = '7711037874551916783-00000001-5-16384';
const { unread_count: _ofOneReader, ...ARCHIVED } = {
  ...ORDER_1042_ANSWERED,
  status: 'ARCHIVED' as const,
  last_seq: 5,
};

/** One example of each event at least: the conversation that the examples of the OpenAPI document tell. */
export const EVENT_EXAMPLES = {
  hello: {
    'two chats': {
      epoch: EPOCH,
      chats: [
        { id: 2, last_seq: 4 },
        { id: 1, last_seq: 2 },
      ],
      heartbeat_ms: 30_000,
    },
  },
  changed: {
    'a new message': { chat_id: 1, seq: 1, messages: [QUESTION] },
    'an answer in its thread': {
      chat_id: 1,
      seq: 2,
      messages: [{ ...QUESTION, reply_count: 1, change_seq: 2 }, ANSWER],
    },
    'somebody has read': {
      chat_id: 1,
      seq: 4,
      messages: [QUESTION_READ],
      receipts: [{ user_id: 'bob', delivered_up_to: 1, read_up_to: 1 }],
    },
    'the chat was archived': { chat_id: 1, seq: 5, chat: ARCHIVED },
    'too large to be told: pull': { chat_id: 1, seq: 5 },
  },
  delta: {
    'the beginning of a reply': { chat_id: 2, message_id: 6, attempt: 1, offset: 0, text: 'No language model' },
    'what follows': { chat_id: 2, message_id: 6, attempt: 1, offset: 17, text: ' is configured, so' },
  },
  heads: { 'what changed lately': { chats: [{ id: 1, last_seq: 5 }] } },
  typing: { 'somebody writes': { chat_id: 1, user_id: 'bob' } },
  presence: {
    'somebody came': { user_id: 'bob', status: 'online' },
    'somebody went': { user_id: 'bob', status: 'offline' },
  },
  done: {
    'with a reply': { chat_id: 2, message_id: ASKED.id, reply_id: 6 },
    'a message that gets none': { chat_id: 1, message_id: QUESTION.id },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, object>>>>;
