import type { MessageDto } from '../shown/message.dto.js';

const ASKED_AT = '2026-01-02T03:04:06.000Z';
const ANSWERED_AT = '2026-01-02T03:05:06.789Z';

/** What Alice asks in the conversation that all examples tell, as it is stored. */
export const QUESTION: MessageDto = {
  id: 1,
  chat_id: 1,
  sender_id: 'alice',
  client_message_id: 'a-1',
  content: 'Where is my order?',
  is_user: true,
  message_type: 'TEXT',
  status: 'SENT',
  reply_count: 0,
  reactions: {},
  receipts: { recipients: 1, delivered: 0, read: 0 },
  change_seq: 1,
  created_at: ASKED_AT,
  updated_at: ASKED_AT,
};

/** Bob's answer to it, in its thread. */
export const ANSWER: MessageDto = {
  id: 2,
  chat_id: 1,
  sender_id: 'bob',
  client_message_id: 'b-1',
  content: 'On its way!',
  is_user: true,
  message_type: 'TEXT',
  status: 'SENT',
  parent_message_id: 1,
  thread_root_id: 1,
  reply_count: 0,
  reactions: {},
  receipts: { recipients: 1, delivered: 0, read: 0 },
  change_seq: 2,
  created_at: ANSWERED_AT,
  updated_at: ANSWERED_AT,
};

/** The question once Bob has answered and reacted. */
export const QUESTION_REACTED_TO: MessageDto = {
  ...QUESTION,
  reply_count: 1,
  reactions: { '👍': { count: 1, user_ids: ['bob'] } },
  change_seq: 3,
  updated_at: '2026-01-02T03:05:08.000Z',
};

/** The question once Bob has read it, too. */
export const QUESTION_READ: MessageDto = {
  ...QUESTION_REACTED_TO,
  status: 'READ',
  receipts: { recipients: 1, delivered: 1, read: 1 },
};
