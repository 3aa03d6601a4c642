import { Injectable } from '@nestjs/common';
import { type LockedChat, ParticipantRepository, type Reader, type Watermarks, type WatermarkView } from '#libs/chat';
import type { Tx } from '#libs/database';
import { isSent } from './message-status.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import type { LockedMessage } from './locked-message.js';
import { ReceiptRepository } from './receipt.repository.js';

/** How far a reader has come now. */
export interface Marks {
  readonly watermarks: WatermarkView;
  /** Ids of the messages that changed because the watermarks passed them. */
  readonly covered: readonly number[];
}

/** What readers report: marks on single messages of a GROUP, and watermarks anywhere. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly participants: ParticipantRepository,
    private readonly messages: MessageRepository,
    private readonly receipts: ReceiptRepository,
  ) {}

  /** Moves the reader's watermark to a message: one row, whether it passes one message or a million. */
  async markUpTo(
    tx: Tx,
    userId: string,
    { chat, message, seq }: LockedMessage,
    status: 'DELIVERED' | 'READ',
  ): Promise<Marks | undefined> {
    const reader = await this.participants.find(tx, chat.id, userId, addressedId(message));
    if (reader === null) return undefined;
    const marks = raised(reader, message.id, status);
    const hasReadMore = marks.readUpTo > reader.read_up_to;
    if (!hasReadMore && marks.deliveredUpTo === reader.delivered_up_to) return undefined;
    await this.participants.setWatermarks(tx, chat.id, userId, marks, await seq());
    if (hasReadMore) await this.count(tx, chat, reader, marks.readUpTo);
    const covered = await this.cover(tx, chat, reader, marks, await seq());
    const { deliveredUpTo: delivered_up_to, readUpTo: read_up_to } = marks;
    return { watermarks: { user_id: userId, delivered_up_to, read_up_to, away: reader.away }, covered };
  }

  /**
   * Single marks that the watermarks now pass are dropped. Their messages change with it, and so do others that the
   * watermarks pass in a special way: whoever counts receipts by watermarks alone gets the true counts.
   */
  private async cover(tx: Tx, chat: LockedChat, reader: Reader, marks: Watermarks, seq: number): Promise<number[]> {
    const covered = await this.receipts.findCovered(tx, chat.id, reader, marks);
    if (covered.length === 0) return covered;
    await this.receipts.dropCovered(tx, chat.id, reader, marks);
    await this.messages.touch(tx, chat.id, covered, seq);
    return covered;
  }

  /**
   * Keeps `unread_count` when a watermark moves: counts what it passes, or what remains beyond it, whichever lies
   * nearer. Watermarks only rise, so over time a reader passes each message once.
   */
  private async count(tx: Tx, chat: LockedChat, reader: Reader, readUpTo: number): Promise<void> {
    const last = chat.last_message_id ?? readUpTo;
    if (last - readUpTo < readUpTo - reader.read_up_to) {
      const unread = await this.messages.countUnread(tx, chat.id, reader, { after: readUpTo, upTo: last });
      await this.participants.setUnread(tx, chat.id, reader.user_id, unread);
    } else {
      const passed = await this.messages.countUnread(tx, chat.id, reader, { after: reader.read_up_to, upTo: readUpTo });
      await this.participants.countSeen(tx, chat.id, [reader.user_id], passed);
    }
  }

  /** Marks one message of a GROUP for one of its recipients. Whoever it was not sent to changes nothing. */
  async markOne(
    tx: Tx,
    userId: string,
    { chat, message, seq }: LockedMessage,
    status: 'DELIVERED' | 'READ',
  ): Promise<void> {
    const mark = { chatId: chat.id, messageId: message.id, userId };
    const reader = await this.participants.find(tx, chat.id, userId, addressedId(message));
    const reached = await this.receipts.find(tx, mark);
    if (reader === null || !reader.is_recipient || hasReached(reader, message.id, reached, status)) return;
    await this.receipts.save(tx, mark, status);
    await this.participants.takePart(tx, chat.id, userId);
    await this.messages.touch(tx, chat.id, [message.id], await seq());
    if (!isSent(message.status)) return;
    if (status === 'READ' && message.message_type !== 'SYSTEM' && addressedId(message) > reader.unread_after)
      await this.participants.countSeen(tx, chat.id, [userId]);
  }
}

function addressedId({ addressed_id, id }: MessageView): number {
  return addressed_id ?? id;
}

function raised(reader: Reader, messageId: number, status: 'DELIVERED' | 'READ') {
  return {
    deliveredUpTo: Math.max(reader.delivered_up_to, messageId),
    readUpTo: status === 'READ' ? Math.max(reader.read_up_to, messageId) : reader.read_up_to,
  };
}

function hasReached(
  reader: Reader,
  messageId: number,
  mark: 'DELIVERED' | 'READ' | null,
  status: 'DELIVERED' | 'READ',
): boolean {
  if (reader.read_up_to >= messageId || mark === 'READ') return true;
  return status === 'DELIVERED' && (reader.delivered_up_to >= messageId || mark === 'DELIVERED');
}
