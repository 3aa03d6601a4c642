import { describe, expect, it } from '@jest/globals';
import { toDeletion, toEdit, withActs } from './message-acts.js';
import { type ShownMessage, toOptimistic } from './optimistic-message.js';
import type { Draft, Message } from './wire.js';

const message = (id: number, more: Partial<Message> = {}): Message => ({
  id,
  chat_id: 1,
  sender_id: 'alice',
  content: `message ${id}`,
  is_user: true,
  message_type: 'TEXT',
  status: 'SENT',
  reply_count: 0,
  reactions: { '👍': { count: 1, user_ids: ['bob'] } },
  change_seq: id,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  ...more,
});
const createdAt = '2026-01-02T04:00:00.000Z';
const onItsWay = (draft: Draft, problem?: object) =>
  toOptimistic({ chatId: 1, clientMessageId: 'c', draft, createdAt, problem: problem as never }, 'alice');
const shown = (messages: readonly ShownMessage[], ...acts: ReturnType<typeof onItsWay>[]) => withActs(messages, acts);

describe('acts on messages', () => {
  const held = [message(1, { message_metadata: { a: 1 } }), message(2)];

  it('are not shown themselves, other acts are', () => {
    const acts = [toEdit(1, ''), toDeletion(1)].map((draft, nth) => message(3 + nth, draft as Partial<Message>));
    const renamed = message(9, { message_type: 'SYSTEM', message_metadata: { action: 'rename', title: 'x' } });
    expect(shown([...held, ...acts, renamed])).toEqual([...held, renamed]);
  });

  it('leave the same array where there are none', () => {
    expect(shown(held)).toBe(held);
  });

  it('show in their message before the server has answered', () => {
    expect(shown(held, onItsWay(toEdit(2, 'other')))).toEqual([
      held[0],
      { ...held[1], content: 'other', edited_at: createdAt },
    ]);
    const { message_metadata: _, ...rest } = held[0]!;
    const deleted = { ...rest, content: '', reactions: {}, deleted_at: createdAt };
    expect(shown(held, onItsWay(toDeletion(1)), onItsWay(toEdit(1, 'late')))).toEqual([deleted, held[1]]);
  });

  it('that were refused change nothing, and are shown to be given up', () => {
    const refused = onItsWay(toDeletion(1), { code: 'not_deletable' });
    expect(shown([...held, refused], refused)).toEqual([...held, refused]);
  });
});
