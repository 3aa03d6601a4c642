import { Injectable } from '@nestjs/common';
import { ParticipantRepository, type Reader } from '#libs/chat';
import type { Tx } from '#libs/database';
import { isSent } from './message-status.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import type { LockedMessage } from './message.service.js';
import { ReceiptRepository } from './receipt.repository.js';

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
  ): Promise<void> {
    const reader = await this.participants.find(tx, chat.id, userId, addressedId(message));
    if (reader === null) return;
    const marks = raised(reader, message.id, status);
    const hasReadMore = marks.readUpTo > reader.read_up_to;
    if (!hasReadMore && marks.deliveredUpTo === reader.delivered_up_to) return;
    await this.participants.setWatermarks(tx, chat.id, userId, marks, await seq());
    await this.receipts.dropCovered(tx, chat.id, userId, marks);
    if (!hasReadMore) return;
    const unread = await this.messages.countUnread(tx, chat.id, reader, marks.readUpTo);
    await this.participants.setUnread(tx, chat.id, userId, unread);
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
    await this.messages.touch(tx, chat.id, message.id, await seq());
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
