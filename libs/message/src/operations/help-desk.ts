import type { MessageDto } from '../shown/message.dto.js';
import type { SentMessageDto } from '../send/sent-message.dto.js';

/** A document that Alice sends to her help desk, as it is stored once it has been read. */
export const DOCUMENT: MessageDto = {
  id: 4,
  chat_id: 2,
  sender_id: 'alice',
  client_message_id: 'd-1',
  content: '# Returns\n\nGoods may be returned within 30 days. Refunds take five working days.',
  is_user: true,
  message_type: 'FILE',
  status: 'SENT',
  message_metadata: { media_type: 'text/markdown', filename: 'returns.md' },
  reply_count: 0,
  reactions: {},
  change_seq: 2,
  created_at: '2026-01-02T03:11:00.000Z',
  updated_at: '2026-01-02T03:11:00.040Z',
};

const REPLY: MessageDto = {
  id: 6,
  chat_id: 2,
  sender_id: 'assistant',
  content:
    'No language model is configured, so this is quoted from what was found:\n\n> Refunds take five working days. [1]',
  is_user: false,
  message_type: 'TEXT',
  status: 'SENT',
  message_metadata: {
    rag: {
      mode: 'extractive',
      attempt: 1,
      retrieval_version: 1,
      citations: [
        {
          n: 1,
          message_id: 4,
          filename: 'returns.md',
          source: 'content',
          start: 49,
          end: 80,
          text: 'Refunds take five working days.',
          score: 0.133,
        },
      ],
      timings: { retrieval_ms: 13, total_ms: 20 },
    },
  },
  parent_message_id: 5,
  thread_root_id: 5,
  reply_count: 0,
  reactions: {},
  change_seq: 4,
  created_at: '2026-01-02T03:12:00.000Z',
  updated_at: '2026-01-02T03:12:00.020Z',
};

/** A question to the assistant, with the reply that `Prefer: wait=20` waited for. */
export const ASKED: SentMessageDto = {
  id: 5,
  chat_id: 2,
  sender_id: 'alice',
  client_message_id: 'q-1',
  content: 'How long do refunds take?',
  is_user: true,
  message_type: 'TEXT',
  status: 'SENT',
  reply_count: 1,
  reactions: {},
  change_seq: 3,
  created_at: '2026-01-02T03:12:00.000Z',
  updated_at: '2026-01-02T03:12:00.000Z',
  reply: REPLY,
};
