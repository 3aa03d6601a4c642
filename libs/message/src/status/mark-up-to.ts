import type { UserActor } from '#libs/auth';
import { bareHint } from '#libs/bus';
import {
  type Batch,
  type Change,
  isRecipient,
  type Judged,
  type ParticipantRow,
  ParticipantRows,
  RunAlone,
  type WatermarkView,
} from '#libs/chat';
import type { OpensReply } from '#libs/limits';
import { changedHint } from '../shown/changed-hint.js';
import { isSent, reachedBy, shownStatus } from '../shown/message-status.js';
import { addressOf, type MessageView } from '../shown/message-view.js';
import { advance, stepTo, workBy } from '../steps/advance.js';
import { type LockedMessage, messageFor } from '../rows/message-access.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { type MarkStatus, type WatermarkSpan, ReceiptRows } from '../rows/receipt-rows.js';

/** Moves a reader's watermark to a message: one row, whether it passes one message or a million. */
export class MarkUpTo implements Change<MessageView> {
  readonly sharesBatchWith = 'others';
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
    const { chatId, messageId } = this;
    const place = { chatId, messageId, userId: this.actor.userId };
    batch.of(MessageRows).want(chatId, messageId);
    batch.of(ReceiptRows).wantMark(place);
    batch.of(ReceiptRows).wantSpan(place, this.status);
  }

  judge(batch: Batch): Judged<MessageView> {
    const { chatId, messageId, status } = this;
    const { userId } = this.actor;
    const locked = messageFor(batch, this.actor, chatId, messageId);
    const span = batch.of(ReceiptRows).span({ chatId, messageId, userId })!;
    if (!batch.isOfOne && (span.is_heavy || span.covered.length > 0)) throw new RunAlone();
    const isMoved = this.movesMessage(locked);
    const work = isMoved ? workBy(batch, locked, status, this.opensReply) : undefined;

    let seq: number | undefined;
    const raise = () => (seq ??= batch.chats.raise(chatId));
    const marks = this.markUpTo(batch, locked, span, raise);
    const message = batch.of(MessageRows).get(chatId, messageId)!;
    const { shown, replies, hints } = isMoved
      ? advance(batch, { ...locked, message }, status, work, raise)
      : { shown: message, replies: [], hints: [] };
    if (seq === undefined) return { answer: shown, hints };
    const isAtHand = span.covered.length === 0;
    const chat = batch.chats.get(chatId)!;
    const messages = shown.change_seq === seq ? [shown, ...replies] : [];
    const hint = isAtHand
      ? changedHint(chat, seq, { messages, receipts: marks === undefined ? [] : [marks] })
      : bareHint(chatId, chat.change_seq, seq);
    return { answer: shown, hints: [hint, ...hints] };
  }

  /**
   * In a chat of one the message itself carries the status, unless the watermark says it. What failed has nothing to be
   * read, but somebody may have read down to it.
   * @throws ApiError 400 `illegal_status_change`
   */
  private movesMessage({ chat, message }: LockedMessage): boolean {
    const isGroup = chat.chat_type === 'GROUP';
    if ((isGroup && message.sender_id === this.actor.userId) || message.status === 'FAILED') return false;
    const isCovered = !message.is_user && isSent(message.status);
    return stepTo(message, this.status) === 'change' && !isGroup && !isCovered;
  }

  private markUpTo(
    batch: Batch,
    { chat }: LockedMessage,
    span: WatermarkSpan,
    raise: () => number,
  ): WatermarkView | undefined {
    const { chatId, messageId, status } = this;
    const { userId } = this.actor;
    const participants = batch.of(ParticipantRows);
    const reader = participants.get(chatId, userId)!;
    const delivered_up_to = Math.max(reader.delivered_up_to, messageId);
    const read_up_to = status === 'READ' ? Math.max(reader.read_up_to, messageId) : reader.read_up_to;
    if (read_up_to === reader.read_up_to && delivered_up_to === reader.delivered_up_to) return undefined;

    const seq = raise();
    participants.setWatermarks(reader, { delivered_up_to, read_up_to }, seq);
    participants.takePart(chatId, userId);
    // As the messages were counted when the batch began: what other changes of it have sent since counts for itself.
    if (span.beyond !== null)
      participants.countSeen(chatId, userId, span.message_count - span.beyond - reader.seen_count);
    else participants.countSeen(chatId, userId, span.passed ?? 0);
    if (span.covered.length > 0) {
      batch.of(MessageRows).touch(chatId, span.covered, seq);
      const drop = { chatId, messageId, userId, delivered: delivered_up_to, read: read_up_to };
      batch.of(ReceiptRows).dropCovered({ ...drop, readBefore: reader.read_up_to });
    }
    for (const row of batch.of(MessageRows).ofChat(chatId))
      if (isRecipient(chat.chat_type, addressOf(row), reader))
        batch.of(MessageRows).show(this.passed(batch, row, reader, { delivered_up_to, read_up_to }));
    return { user_id: userId, delivered_up_to, read_up_to, away: span.away };
  }

  /** A message as it shows the reader's new watermarks. */
  private passed(
    batch: Batch,
    row: MessageRow,
    reader: ParticipantRow,
    now: Pick<ParticipantRow, 'delivered_up_to' | 'read_up_to'>,
  ): MessageRow {
    const mark = batch.of(ReceiptRows).mark({ chatId: row.chat_id, messageId: row.id, userId: reader.user_id })?.status;
    const before = reachedBy(reader, row.id, mark);
    const after = reachedBy(now, row.id, mark);
    const delivered = row.delivered + (after.isDelivered && !before.isDelivered ? 1 : 0);
    const read = row.read + (after.isRead && !before.isRead ? 1 : 0);
    return { ...row, delivered, read, status: shownStatus(row.stored_status, delivered, read) };
  }
}
