import type { UserActor } from '#libs/auth';
import { type Batch, type Change, isRecipient, type Judged, ParticipantRows } from '#libs/chat';
import type { OpensReply } from '#libs/limits';
import { changedHint } from '../shown/changed-hint.js';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import { shownStatus } from '../shown/message-status.js';
import { addressOf, type MessageView } from '../shown/message-view.js';
import { advanceAlone, stepTo } from '../steps/advance.js';
import { type LockedMessage, messageFor } from '../rows/message-access.js';
import { MessageRows } from '../rows/message-rows.js';
import { updatePreview } from '../steps/preview.js';
import { type MarkStatus, ReceiptRows } from '../rows/receipt-rows.js';

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
    stepTo(message, status);
    const reader = batch.of(ParticipantRows).get(chatId, userId)!;
    const mark = batch.of(ReceiptRows).mark({ chatId, messageId, userId })!;
    const address = addressOf(message);
    const isRead = mark.status === 'READ' || reader.read_up_to >= messageId;
    const isReceived = isRead || mark.status !== null || reader.delivered_up_to >= messageId;
    const isDue = status === 'READ' ? !isRead : !isReceived;
    if (!isRecipient('GROUP', address, reader) || !isDue) return { answer: message };

    const seq = batch.chats.raise(chatId);
    const delivered = message.delivered + (isReceived ? 0 : 1);
    const read = message.read + (status === 'READ' ? 1 : 0);
    const reached = { delivered, read, status: shownStatus(message.stored_status, delivered, read) };
    const marked = { ...message, ...reached, change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(marked);
    batch.of(ReceiptRows).setMark({ chatId, messageId, userId }, status);
    batch.of(ParticipantRows).takePart(chatId, userId);
    if (countsAsUnread('GROUP', message) && status === 'READ' && address.addressedId > mark.unread_after)
      batch.of(ParticipantRows).countSeen(chatId, userId);
    updatePreview(batch, marked);
    return { answer: marked, hints: [changedHint(chat, seq, { messages: [marked] })] };
  }
}
