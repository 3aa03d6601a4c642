import { describe, expect, it } from '@jest/globals';
import { advance, furthest } from './watermarks.js';
import type { ChatState, Message, Watermarks } from './wire.js';

const MESSAGE: Message = {
  id: 5,
  chat_id: 1,
  sender_id: 'alice',
  content: 'Hello',
  is_user: true,
  message_type: 'TEXT',
  status: 'SENT',
  reply_count: 0,
  reactions: {},
  receipts: { recipients: 2, delivered: 0, read: 0 },
  change_seq: 5,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
};

const marks = (delivered: number, read: number, more: Partial<Watermarks> = {}): Watermarks => ({
  user_id: 'bob',
  delivered_up_to: delivered,
  read_up_to: read,
  ...more,
});

interface Case {
  readonly what: string;
  readonly type?: ChatState['chat_type'];
  readonly of?: Partial<Message>;
  readonly from?: Watermarks;
  readonly to: Watermarks;
  /** Status, delivered, read. */
  readonly becomes: readonly [Message['status'], number?, number?];
}

const table: Case[] = [
  { what: 'delivered', to: marks(5, 4), becomes: ['DELIVERED', 1, 0] },
  { what: 'read', to: marks(9, 5), becomes: ['READ', 1, 1] },
  { what: 'read after delivered', from: marks(5, 0), to: marks(5, 5), becomes: ['READ', 0, 1] },
  { what: 'not reached', to: marks(4, 4), becomes: ['SENT', 0, 0] },
  { what: 'passed before', from: marks(5, 5), to: marks(9, 9), becomes: ['SENT', 0, 0] },
  { what: 'never lowered', of: { status: 'READ' }, to: marks(5, 0), becomes: ['READ', 1, 0] },
  { what: 'of the reader', to: marks(9, 9, { user_id: 'alice' }), becomes: ['SENT', 0, 0] },
  { what: 'not sent', of: { status: 'SENDING' }, to: marks(9, 9), becomes: ['SENDING', 0, 0] },
  { what: 'failed', of: { status: 'FAILED' }, to: marks(9, 9), becomes: ['FAILED', 0, 0] },
  { what: 'away for good', to: marks(9, 9, { away: [{ after: 4 }] }), becomes: ['SENT', 0, 0] },
  { what: 'last while away', to: marks(9, 9, { away: [{ after: 1, until: 5 }] }), becomes: ['SENT', 0, 0] },
  { what: 'first after', to: marks(9, 9, { away: [{ after: 1, until: 4 }] }), becomes: ['READ', 1, 1] },
  { what: 'last before', to: marks(9, 9, { away: [{ after: 5 }] }), becomes: ['READ', 1, 1] },
  { what: 'to many', of: { receipts: undefined }, to: marks(5, 0), becomes: ['DELIVERED'] },
  { what: 'the own', type: 'PERSONAL', of: { receipts: undefined }, to: marks(9, 9), becomes: ['SENT'] },
  {
    what: 'an answer',
    type: 'PERSONAL',
    of: { receipts: undefined, is_user: false, sender_id: 'assistant' },
    to: marks(9, 9),
    becomes: ['READ'],
  },
];

describe('a message that a watermark passes', () => {
  it.each(table)('$what', ({ type = 'GROUP', of = {}, from, to, becomes }) => {
    const { status, receipts } = advance({ ...MESSAGE, ...of }, type, to, from);
    expect([status, ...(receipts ? [receipts.delivered, receipts.read] : [])]).toEqual(becomes);
  });

  it('stays the same object when nothing changes', () => {
    expect(advance(MESSAGE, 'GROUP', marks(4, 4))).toBe(MESSAGE);
  });
});

describe('the furthest of two watermarks', () => {
  it('is taken mark by mark, with what the new one says of absence', () => {
    const away = [{ after: 1 }];
    expect(furthest(marks(3, 2, { away }), marks(2, 5))).toEqual(marks(3, 5, { away }));
  });
});
