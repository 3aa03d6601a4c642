import type { MessageStatus, MessageType } from '#libs/chat';
import type { AddValue } from '#libs/search';
import { isReceipt } from '../shown/message-status.js';
import { SHOWN_STATUS } from '../shown/message-view.js';

export interface MessageFilters {
  readonly parentMessageId?: number | undefined;
  readonly threadRootId?: number | undefined;
  readonly messageType?: MessageType | undefined;
  readonly isUser?: boolean | undefined;
  readonly status?: MessageStatus | undefined;
  readonly q?: string | undefined;
}

export function hasFilters(filters: MessageFilters): boolean {
  return Object.values(filters).some((filter) => filter !== undefined);
}

/** The filter that no index serves, if there is one: what it lets through may lie any number of messages apart. */
export function sparseFilter({ messageType, isUser, status, q }: MessageFilters): string | undefined {
  if (q !== undefined) return 'q';
  if (status !== undefined && !isIndexed(status)) return 'status';
  if (isUser !== undefined) return 'is_user';
  return messageType === 'TEXT' ? 'message_type' : undefined;
}

/** SQL: conditions on `message m` that are in the order of an index, each or none. */
export function indexConditions(filters: MessageFilters, add: AddValue): string[] {
  const { parentMessageId, threadRootId, messageType, status } = filters;
  return [
    ...(parentMessageId === undefined ? [] : [`m.parent_message_id = ${add(parentMessageId)}`]),
    ...(threadRootId === undefined ? [] : [`m.thread_root_id = ${add(threadRootId)}`]),
    ...(messageType === undefined || messageType === 'TEXT' ? [] : [`m.message_type = ${add(messageType)}`]),
    ...(status === undefined || !isIndexed(status) ? [] : [`m.status = ${add(status)}`]),
  ];
}

/** SQL: conditions on `message m` that have to be checked for each message; `q` is not among them. */
export function sparseConditions({ messageType, isUser, status }: MessageFilters, add: AddValue): string[] {
  return [
    ...(messageType === 'TEXT' ? [`m.message_type = 'TEXT'`] : []),
    ...(isUser === undefined ? [] : [`m.is_user = ${add(isUser)}`]),
    ...(status === undefined || isIndexed(status) ? [] : [statusCondition(status, add)]),
  ];
}

/** These are few, and shown as they are stored. */
function isIndexed(status: MessageStatus): boolean {
  return status === 'SENDING' || status === 'FAILED';
}

/** What may be DELIVERED or READ is narrowed down first, without looking at every reader of every message. */
function statusCondition(status: MessageStatus, add: AddValue): string {
  const isShown = `${SHOWN_STATUS} = ${add(status)}`;
  if (!isReceipt(status)) return `m.status = ${add(status)} AND ${isShown}`;
  const watermark = status === 'READ' ? 'read_up_to' : 'delivered_up_to';
  return `(m.status = ${add(status)} OR m.id <= (SELECT max(${watermark}) FROM readers)
    OR (SELECT true FROM receipt r WHERE r.chat_id = m.chat_id AND r.message_id = m.id
      ORDER BY r.chat_id, r.message_id, r.user_id LIMIT 1)) AND ${isShown}`;
}
