import type { MessageStatus } from '#libs/chat';

const STEPS = ['SENDING', 'SENT', 'DELIVERED', 'READ'] as const;

/**
 * What a request for a status means for a message that has one. Steps may be skipped forward; repeating or going
 * backward changes nothing, so that receipts may arrive in any order and the end is the same. FAILED is reached
 * from SENDING alone, and left to SENDING alone.
 */
export function transition(from: MessageStatus, to: MessageStatus): 'change' | 'nothing' | 'illegal' {
  if (from === to) return 'nothing';
  if (from === 'FAILED') return to === 'SENDING' ? 'change' : 'illegal';
  if (to === 'FAILED') return from === 'SENDING' ? 'change' : 'illegal';
  return STEPS.indexOf(to) > STEPS.indexOf(from) ? 'change' : 'nothing';
}

/** What only readers report. */
export function isReceipt(status: MessageStatus): status is 'DELIVERED' | 'READ' {
  return status === 'DELIVERED' || status === 'READ';
}

/** SENDING and FAILED messages are not sent: nobody has anything to read yet. */
export function isSent(status: MessageStatus): boolean {
  return status !== 'SENDING' && status !== 'FAILED';
}

/** Whether a message has reached one of its recipients, by their watermarks or their own mark. What was read was delivered. */
export function reachedBy(
  reader: { readonly delivered_up_to: number; readonly read_up_to: number },
  messageId: number,
  mark: MessageStatus | null | undefined,
): { readonly isDelivered: boolean; readonly isRead: boolean } {
  const isRead = mark === 'READ' || reader.read_up_to >= messageId;
  return { isRead, isDelivered: isRead || mark === 'DELIVERED' || reader.delivered_up_to >= messageId };
}

/** The shown status: the stored one, or the one that its recipients' receipts and watermarks give, if that is further. */
export function shownStatus(stored: MessageStatus, delivered: number, read: number): MessageStatus {
  if (!isSent(stored) || stored === 'READ') return stored;
  if (read > 0) return 'READ';
  return delivered > 0 ? 'DELIVERED' : stored;
}
