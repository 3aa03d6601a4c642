import { describe, expect, it } from '@jest/globals';
import type { LockedChat } from '#libs/chat';
import type { NewMessage } from './new-message.js';
import { refuseForbidden } from './sending-rules.js';

const [owner, member] = ['owner', 'member'].map((userId) => ({ userId, senderId: userId, isService: false }));
const service = { userId: undefined, senderId: 'desk', isService: true };
const SENDERS = { owner, member, service };

const chat = { owner_id: 'owner', status: 'ACTIVE', chat_type: 'GROUP' } as LockedChat;
const text = { content: 'Hello', isUser: true, messageType: 'TEXT' } as NewMessage;
const MESSAGES = {
  text,
  'text of an assistant': { ...text, isUser: false },
  notice: { ...text, messageType: 'SYSTEM' },
  'text with an act': { ...text, messageType: 'SYSTEM' },
} as const;

/** The code of the refusal; undefined where the message may be sent. */
function verdict(
  sender: keyof typeof SENDERS,
  what: keyof typeof MESSAGES,
  where: Partial<LockedChat>,
  action: 'leave' | 'rename' = 'leave',
): unknown {
  const act = what === 'text with an act' ? (action === 'leave' ? { action } : { action, title: 'Desk' }) : undefined;
  try {
    refuseForbidden(SENDERS[sender] ?? service, { ...chat, ...where }, MESSAGES[what], act);
    return undefined;
  } catch (error) {
    const { code, errors } = error as { code: string; errors: { field: string; code: string }[] };
    return errors[0]?.code ?? code;
  }
}

describe('whether a message may go into a chat', () => {
  it.each(Object.keys(SENDERS) as (keyof typeof SENDERS)[])('depends on its status first, for the %s', (sender) => {
    for (const what of Object.keys(MESSAGES) as (keyof typeof MESSAGES)[])
      for (const chat_type of ['PERSONAL', 'GROUP', 'SYSTEM'] as const) {
        expect(verdict(sender, what, { chat_type, status: 'ARCHIVED' })).toBe('chat_archived');
        expect(verdict(sender, what, { chat_type, status: 'DELETED' })).toBe('chat_deleted');
      }
  });

  it('is always so for a service', () => {
    for (const what of Object.keys(MESSAGES) as (keyof typeof MESSAGES)[])
      for (const chat_type of ['PERSONAL', 'GROUP', 'SYSTEM'] as const)
        expect(verdict('service', what, { chat_type })).toBeUndefined();
  });

  it.each([
    ['owner', 'text', 'PERSONAL', undefined],
    ['owner', 'text', 'GROUP', undefined],
    ['member', 'text', 'GROUP', undefined],
    ['owner', 'text of an assistant', 'PERSONAL', undefined],
    ['owner', 'text of an assistant', 'GROUP', 'is_user_not_allowed'],
    ['member', 'text of an assistant', 'GROUP', 'is_user_not_allowed'],
    ['owner', 'notice', 'PERSONAL', undefined],
    ['owner', 'notice', 'GROUP', undefined],
    ['member', 'notice', 'GROUP', 'owner_only'],
    ['member', 'text with an act', 'GROUP', undefined],
    ['owner', 'text', 'SYSTEM', 'service_only'],
    ['owner', 'notice', 'SYSTEM', 'service_only'],
    ['owner', 'text with an act', 'SYSTEM', 'service_only'],
  ] as const)('of the %s, a %s in a %s chat: %s', (sender, what, chat_type, code) => {
    expect(verdict(sender, what, { chat_type })).toBe(code);
  });

  it('lets people rename even a SYSTEM chat, as far as this rule is concerned', () => {
    expect(verdict('owner', 'text with an act', { chat_type: 'SYSTEM' }, 'rename')).toBeUndefined();
  });
});
