import { Injectable } from '@nestjs/common';
import { type Actor, requireUser } from '#libs/auth';
import { Bus, type ChangedHint } from '#libs/bus';
import { ChatRepository, type MessageStatus, ParticipantRepository } from '#libs/chat';
import { Database, type Tx } from '#libs/database';
import { FieldRefused } from '#libs/http';
import { changedHint, toldOf } from './changed-hint.js';
import { IllegalStatusChange, SenderOnly } from './message-errors.js';
import { isReceipt, isSent, transition } from './message-status.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import { type LockedMessage, MessageService } from './message.service.js';
import { ReceiptRepository } from './receipt.repository.js';
import { type Marks, ReceiptService } from './receipt.service.js';

@Injectable()
export class MessageStatusService {
  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
    private readonly participants: ParticipantRepository,
    private readonly messages: MessageService,
    private readonly rows: MessageRepository,
    private readonly receiptRows: ReceiptRepository,
    private readonly receipts: ReceiptService,
    private readonly bus: Bus,
  ) {}

  /** Moves a message along its status machine, or records how far a reader has come. */
  async setStatus(actor: Actor, messageId: number, status: MessageStatus, isUpTo: boolean): Promise<MessageView> {
    if (isUpTo && !isReceipt(status))
      throw new FieldRefused('up_to', 'up_to_not_allowed', 'up_to goes with DELIVERED and READ only');
    const reader = isReceipt(status) ? requireUser(actor).userId : undefined;
    const { shown, hint } = await this.database.transaction(async (tx) => {
      const locked = await this.messages.lock(tx, actor, messageId);
      const marks =
        reader !== undefined && isReceipt(status)
          ? await this.mark(tx, reader, locked, status, isUpTo)
          : await this.move(tx, actor, locked, status);
      const shown = await this.show(tx, actor, locked);
      return { shown, hint: hintOf(locked, shown, marks) };
    });
    if (hint !== undefined) this.bus.publish(hint);
    return shown;
  }

  /** The message as it is now; the chat list's preview of it says the same. */
  private async show(tx: Tx, actor: Actor, { chat, message }: LockedMessage): Promise<MessageView> {
    const shown = await this.messages.get(tx, actor, message.id);
    if (shown.change_seq !== message.change_seq && chat.last_message_id === message.id)
      await this.chats.updatePreview(tx, chat.id, { status: shown.status, addressed_id: shown.addressed_id });
    return shown;
  }

  /** In a GROUP each reader's receipts are kept apart; in a chat of one the message itself carries the status. */
  private async mark(
    tx: Tx,
    reader: string,
    locked: LockedMessage,
    status: 'DELIVERED' | 'READ',
    isUpTo: boolean,
  ): Promise<Marks | undefined> {
    const { chat, message } = locked;
    const isGroup = chat.chat_type === 'GROUP';
    const isOwn = isGroup && message.sender_id === reader;
    const step = transition(message.status, status);
    if (step === 'illegal' && !isOwn) throw new IllegalStatusChange(message.status, status);
    const marks = isUpTo ? await this.receipts.markUpTo(tx, reader, locked, status) : undefined;
    if (!isUpTo && isGroup && !isOwn) await this.receipts.markOne(tx, reader, locked, status);
    const isCovered = isUpTo && !message.is_user && isSent(message.status);
    if (!isGroup && step === 'change' && !isCovered) await this.change(tx, locked, status);
    return marks;
  }

  /** What the sender says of its own message: SENT, FAILED, or SENDING once more. */
  private async move(tx: Tx, actor: Actor, locked: LockedMessage, status: MessageStatus): Promise<undefined> {
    const { chat, message } = locked;
    const step = transition(message.status, status);
    if (step === 'illegal') throw new IllegalStatusChange(message.status, status);
    if (step === 'nothing') return undefined;
    if (chat.chat_type === 'GROUP' && !actor.isService && actor.userId !== message.sender_id) throw new SenderOnly();
    await this.change(tx, locked, status);
    return undefined;
  }

  private async change(tx: Tx, locked: LockedMessage, status: MessageStatus): Promise<void> {
    const { chat, message, seq } = locked;
    await this.rows.setStatus(tx, chat.id, message.id, status, await seq());
    if (isSent(status)) await this.count(tx, locked, status);
  }

  /** Keeps `unread_count`: a message counts once it is SENT, and is seen by its sender and by whoever has read it. */
  private async count(tx: Tx, { chat, message }: LockedMessage, status: MessageStatus): Promise<void> {
    const isNew = !isSent(message.status);
    const isGroup = chat.chat_type === 'GROUP';
    if (isNew && isGroup) await this.rows.fixRecipients(tx, chat.id, message.id);
    if (message.message_type === 'SYSTEM' || (!isGroup && message.is_user)) return;
    if (isNew) await this.chats.countMessage(tx, chat.id);
    const readers = isNew ? await this.receiptRows.readersOf(tx, chat.id, message.id) : [];
    const seenBy = isGroup ? [message.sender_id, ...readers] : status === 'READ' ? [chat.owner_id] : readers;
    await this.participants.countSeen(tx, chat.id, seenBy);
  }
}

/** When marks that stood beyond a watermark are now within it, more messages have changed than are at hand. */
function hintOf(
  { chat, raised }: LockedMessage,
  shown: MessageView,
  marks: Marks | undefined,
): ChangedHint | undefined {
  const seq = raised();
  if (seq === undefined) return undefined;
  if (marks !== undefined && marks.covered.length > 0) return toldOf(chat.id, chat.change_seq, seq);
  return changedHint(chat, seq, {
    messages: shown.change_seq === seq ? [shown] : [],
    receipts: marks === undefined ? [] : [marks.watermarks],
  });
}
