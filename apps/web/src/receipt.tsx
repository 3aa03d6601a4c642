import type { ShownMessage } from 'chat-system-client';
import { Icon, type IconName } from './icon.js';

const SHOWN: Readonly<Record<ShownMessage['status'], readonly [IconName, string]>> = {
  SENDING: ['clock', 'On its way'],
  SENT: ['check', 'Sent'],
  DELIVERED: ['checks', 'Delivered'],
  READ: ['checks', 'Read'],
  FAILED: ['alert', 'Not sent'],
};

/** How far a message of the user has come. */
export function Receipt({ message, isGroup }: { message: ShownMessage; isGroup: boolean }) {
  const [icon, words] = SHOWN[message.status];
  const receipts = message.isPending === true || !isGroup ? undefined : message.receipts;
  const text =
    message.status === 'READ' && receipts !== undefined ? `Read by ${receipts.read} of ${receipts.recipients}` : words;
  return (
    <span className="receipt" data-status={message.status} title={text}>
      <Icon name={icon} />
      <span className="unseen">{text}</span>
    </span>
  );
}
