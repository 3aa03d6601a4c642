import type { ChatState, Message, Watermarks } from './wire.js';

type Marks = Pick<Watermarks, 'delivered_up_to' | 'read_up_to'>;

const UNREAD: Marks = { delivered_up_to: 0, read_up_to: 0 };

/**
 * A held message after a reader's watermarks moved. The server computes status and counts out of the watermarks when a
 * message is read. So a watermark that moves changes no message, and a client brings the messages that it holds up to
 * date itself.
 */
export function advance(
  message: Message,
  chatType: ChatState['chat_type'],
  to: Watermarks,
  from: Marks = UNREAD,
): Message {
  if (!isAddressed(message, chatType, to)) return message;
  const isDelivered = from.delivered_up_to < message.id && message.id <= to.delivered_up_to;
  const isRead = from.read_up_to < message.id && message.id <= to.read_up_to;
  if (!isDelivered && !isRead) return message;
  const { status, receipts } = message;
  const delivered = isDelivered && status === 'SENT' ? 'DELIVERED' : status;
  return {
    ...message,
    status: isRead ? 'READ' : delivered,
    ...(receipts !== undefined && {
      receipts: {
        recipients: receipts.recipients,
        delivered: receipts.delivered + Number(isDelivered),
        read: receipts.read + Number(isRead),
      },
    }),
  };
}

/** The further of both, of each mark: watermarks never move back. */
export function furthest(one: Watermarks, other: Marks = UNREAD): Watermarks {
  return {
    ...one,
    delivered_up_to: Math.max(one.delivered_up_to, other.delivered_up_to),
    read_up_to: Math.max(one.read_up_to, other.read_up_to),
  };
}

function isAddressed(
  { id, sender_id, is_user, status }: Message,
  chatType: ChatState['chat_type'],
  { user_id, away = [] }: Watermarks,
): boolean {
  if (status === 'SENDING' || status === 'FAILED') return false;
  if (chatType !== 'GROUP') return !is_user;
  return sender_id !== user_id && !away.some(({ after, until = Infinity }) => after < id && id <= until);
}
