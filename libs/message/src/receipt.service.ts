import { Injectable } from '@nestjs/common';
import { ChatRepository, ParticipantRepository, type Reader } from '#libs/chat';
import type { Tx } from '#libs/database';
import { isSent, transition } from './message-status.js';
import { MessageRepository } from './message.repository.js';
import type { LockedMessage } from './message.service.js';
import { ReceiptRepository } from './receipt.repository.js';

/** What readers report: marks on single messages of a GROUP, and watermarks anywhere. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly chats: ChatRepository,
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
    const reader = await this.participants.find(tx, chat.id, userId, message.id);
    if (reader === null) return;
    const marks = raised(reader, message.id, status);
    const hasReadMore = marks.readUpTo > reader.read_up_to;
    if (!hasReadMore && marks.deliveredUpTo === reader.delivered_up_to) return;
    await this.participants.setWatermarks(tx, chat.id, userId, marks, await seq());
    await this.receipts.dropCovered(tx, chat.id, userId, marks);
    if (!hasReadMore) return;
    const after = Math.max(marks.readUpTo, reader.unread_after);
    await this.participants.setUnread(
      tx,
      chat.id,
      userId,
      await this.messages.countUnreadAfter(tx, chat.id, userId, after),
    );
  }

  /** Marks one message of a GROUP for one of its recipients. Whoever it was not sent to changes nothing. */
  async markOne(
    tx: Tx,
    userId: string,
    { chat, message, seq }: LockedMessage,
    status: 'DELIVERED' | 'READ',
  ): Promise<void> {
    const mark = { chatId: chat.id, messageId: message.id, userId };
    const reader = await this.participants.find(tx, chat.id, userId, message.id);
    const reached = await this.receipts.find(tx, mark);
    if (reader === null || !reader.is_recipient || hasReached(reader, message.id, reached, status)) return;
    await this.receipts.save(tx, mark, status);
    await this.messages.touch(tx, chat.id, message.id, await seq());
    if (!isSent(message.status)) return;
    if (transition(message.status, status) === 'change')
      await this.chats.setPreviewStatus(tx, chat.id, message.id, status);
    if (status === 'READ' && message.message_type !== 'SYSTEM' && message.id > reader.unread_after)
      await this.participants.countSeen(tx, chat.id, [userId]);
  }
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
