import type { ChatDto } from '../shown/chat.dto.js';

/** The conversation that all examples tell: Alice asks where her order is, and Bob answers. */
export const ORDER_1042: ChatDto = {
  id: 1,
  user_id: 'alice',
  session_id: 'order-1042',
  rag_enabled: false,
  chat_type: 'GROUP',
  status: 'ACTIVE',
  participants: ['alice', 'bob'],
  unread_count: 0,
  last_seq: 0,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
};

/** After Alice's question, Bob's answer, his reaction, and that he has read the question. */
export const ORDER_1042_ANSWERED: ChatDto = {
  ...ORDER_1042,
  title: 'Where is my order?',
  last_message: {
    id: 2,
    sender_id: 'bob',
    is_user: true,
    message_type: 'TEXT',
    status: 'SENT',
    content: 'On its way!',
    created_at: '2026-01-02T03:05:06.789Z',
  },
  unread_count: 1,
  last_seq: 4,
  updated_at: '2026-01-02T03:05:09.012Z',
};

/** A chat of one person in which the assistant answers. */
export const HELP_DESK: ChatDto = {
  id: 2,
  user_id: 'alice',
  session_id: 'help-desk',
  rag_enabled: true,
  title: 'Help desk',
  chat_type: 'PERSONAL',
  status: 'ACTIVE',
  chat_metadata: { source: 'web' },
  participants: ['alice'],
  unread_count: 0,
  last_seq: 0,
  created_at: '2026-01-02T03:10:00.000Z',
  updated_at: '2026-01-02T03:10:00.000Z',
};
