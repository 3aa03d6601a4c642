import { describe, expect, it } from '@jest/globals';
import { asSent } from './as-sent.js';
import type { MessageView } from '../shown/message-view.js';
import type { NewMessage } from './new-message.js';

const sentAt = '2026-01-02T03:04:05.678Z';
const later = '2026-01-02T04:00:00.000Z';

const said: NewMessage = {
  content: 'said',
  isUser: true,
  messageType: 'TEXT',
  metadata: { a: 1 },
  parentMessageId: undefined,
  clientMessageId: 'k',
  status: 'SENT',
};

const stored: MessageView = {
  id: 7,
  chat_id: 1,
  change_seq: 99,
  sender_id: 'bob',
  sent_by: null,
  is_user: true,
  message_type: 'TEXT',
  status: 'READ',
  content: 'said',
  message_metadata: { a: 1 },
  parent_message_id: null,
  thread_root_id: null,
  reply_count: 5,
  reactions: { '👍': { count: 1, user_ids: ['alice'] } },
  client_message_id: 'k',
  edited_at: later,
  deleted_at: later,
  created_at: sentAt,
  updated_at: later,
  recipients: 3,
  addressed_id: null,
  delivered: 3,
  read: 2,
};

const asItWas = {
  ...stored,
  edited_at: null,
  deleted_at: null,
  change_seq: 7,
  status: 'SENT',
  reply_count: 0,
  reactions: {},
  delivered: 0,
  read: 0,
};

describe('asSent', () => {
  it.each([
    ['a text', {}, {}, { updated_at: sentAt }],
    ['a question', {}, { askedAt: later }, { updated_at: later, reply_count: 1 }],
    ['a file', { messageType: 'FILE' }, {}, { updated_at: sentAt }],
    [
      'a file that the server reads',
      { messageType: 'FILE' },
      { readsFiles: true },
      { updated_at: sentAt, status: 'SENDING', recipients: null },
    ],
    [
      'what its sender was to confirm',
      { status: 'SENDING' },
      { askedAt: later },
      { updated_at: sentAt, status: 'SENDING', recipients: null },
    ],
    ['no metadata', { metadata: undefined }, {}, { updated_at: sentAt, message_metadata: null }],
  ] as const)('shows %s as its send did', (_what, saying, moment, expected) => {
    const then = { seq: 7, readsFiles: false, askedAt: null, ...moment };
    expect(asSent(stored, { ...said, ...saying }, then)).toEqual({ ...asItWas, ...expected });
  });
});
