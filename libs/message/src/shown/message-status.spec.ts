import { describe, expect, it } from '@jest/globals';
import type { MessageStatus } from '#libs/chat';
import { isReceipt, isSent, transition } from './message-status.js';

const ASKED: MessageStatus[] = ['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'];

/** api.md: SENDING → SENT → DELIVERED → READ, SENDING → FAILED, FAILED → SENDING; steps may be skipped forward. */
const table: Record<MessageStatus, ReturnType<typeof transition>[]> = {
  SENDING: ['nothing', 'change', 'change', 'change', 'change'],
  SENT: ['nothing', 'nothing', 'change', 'change', 'illegal'],
  DELIVERED: ['nothing', 'nothing', 'nothing', 'change', 'illegal'],
  READ: ['nothing', 'nothing', 'nothing', 'nothing', 'illegal'],
  FAILED: ['change', 'illegal', 'illegal', 'illegal', 'nothing'],
};

const transitions = ASKED.flatMap((from) => ASKED.map((to, nth) => ({ from, to, means: table[from][nth] })));

describe('the status of a message', () => {
  it.each(transitions)('$from asked to be $to: $means', ({ from, to, means }) => {
    expect(transition(from, to)).toBe(means);
  });

  it('is a receipt when a reader reports it', () => {
    expect(ASKED.filter(isReceipt)).toEqual(['DELIVERED', 'READ']);
  });

  it('is sent from SENT on', () => {
    expect(ASKED.filter(isSent)).toEqual(['SENT', 'DELIVERED', 'READ']);
  });
});
