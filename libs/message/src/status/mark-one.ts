import type { UserActor } from '#libs/auth';
import {
  type Batch,
  type Change,
  isRecipient,
  isUnreadTo,
  type Judged,
  type ParticipantRow,
  ParticipantRows,
} from '#libs/chat';
import type { OpensReply } from '#libs/limits';
import { changedHint } from '../shown/changed-hint.js';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import { reachedBy, shownStatus } from '../shown/message-status.js';
import { addressOf, type MessageView } from '../shown/message-view.js';
import { advanceAlone, stepTo } from '../steps/advance.js';
import { type LockedMessage, messageFor } from '../rows/message-access.js';
import { MessageRows } from '../rows/message-rows.js';
import { updatePreview } from '../steps/preview.js';
import { type MarkStatus, type ReaderMark, ReceiptRows } from '../rows/receipt-rows.js';

/** Marks one message: for one of its recipients in a GROUP, or the message itself in a chat of one. */
export class MarkOne implements Change<MessageView> {
  readonly sharesBatchWith = 'anybody';
  readonly bytes = 100;
  readonly ids = { inRag: 1 };

  constructor(
    readonly actor: UserActor,
    readonly chatId: number,
    private readonly messageId: number,
    private readonly status: MarkStatus,
    private readonly opensReply: OpensReply,
  ) {}

  wants(batch: Batch): void {
    const { chatId, messageId, actor } = this;
    batch.of(MessageRows).want(chatId, messageId);
    batch.of(ReceiptRows).wantMark({ chatId, messageId, userId: actor.userId });
  }

  judge(batch: Batch): Judged<MessageView> {
    const locked = messageFor(batch, this.actor, this.chatId, this.messageId);
    if (locked.chat.chat_type === 'GROUP') return this.markInGroup(batch, locked);
    if (stepTo(locked.message, this.status) !== 'change') return { answer: locked.message };
    return advanceAlone(batch, locked, this.status, this.opensReply);
  }

  /** Somebody who is not a recipient changes nothing. */
  private markInGroup(batch: Batch, { chat, message }: LockedMessage): Judged<MessageView> {
    const { chatId, messageId, status } = this;
    const { userId } = this.actor;
    if (message.sender_id === userId) return { answer: message };
    // For its refusal alone: what is marked is not the message itself.
    stepTo(message, status);
    const reader = batch.of(ParticipantRows).get(chatId, userId)!;
    const mark = batch.of(ReceiptRows).mark({ chatId, messageId, userId })!;
    const { isDelivered, isRead } = reachedBy(reader, messageId, mark.status);
    const isDue = status === 'READ' ? !isRead : !isDelivered;
    if (!isRecipient('GROUP', addressOf(message), reader) || !isDue) return { answer: message };

    const seq = batch.chats.raise(chatId);
    const delivered = message.delivered + (isDelivered ? 0 : 1);
    const read = message.read + (status === 'READ' ? 1 : 0);
    const reached = { delivered, read, status: shownStatus(message.stored_status, delivered, read) };
    const marked = { ...message, ...reached, change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(marked);
    batch.of(ReceiptRows).setMark({ chatId, messageId, userId }, status);
    batch.of(ParticipantRows).takePart(chatId, userId);
    if (status === 'READ' && countsAsUnread('GROUP', message) && isUnread(reader, mark, message))
      batch.of(ParticipantRows).countSeen(chatId, userId);
    updatePreview(batch, marked);
    return { answer: marked, hints: [changedHint(chat, seq, { messages: [marked] })] };
  }
}

function isUnread({ user_id: userId, read_up_to: readUpTo }: ParticipantRow, mark: ReaderMark, message: MessageView) {
  const reader = { userId, readUpTo, unreadAfter: mark.unread_after, hasMarkedRead: mark.status === 'READ' };
  const { addressedId, senderId } = addressOf(message);
  return isUnreadTo(reader, { id: message.id, addressedId, senderId });
}
