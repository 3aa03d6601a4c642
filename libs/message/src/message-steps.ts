import { Injectable } from '@nestjs/common';
import { ChatRepository, type MessageStatus, ParticipantRepository } from '#libs/chat';
import type { Tx } from '#libs/database';
import { isSent } from './message-status.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import type { LockedMessage } from './locked-message.js';
import { ReceiptRepository } from './receipt.repository.js';

type Locked = Pick<LockedMessage, 'chat' | 'message'>;

/** What follows from a message's new status: who has it to read, and what the chat list shows of it. */
@Injectable()
export class MessageSteps {
  constructor(
    private readonly chats: ChatRepository,
    private readonly participants: ParticipantRepository,
    private readonly rows: MessageRepository,
    private readonly receiptRows: ReceiptRepository,
  ) {}

  async change(tx: Tx, locked: LockedMessage, status: MessageStatus): Promise<void> {
    const { chat, message, seq } = locked;
    await this.rows.setStatus(tx, chat.id, message.id, status, await seq());
    if (isSent(status)) await this.count(tx, locked, status);
  }

  /** Keeps `unread_count`: a message counts once it is SENT, and is seen by its sender and by whoever has read it. */
  async count(tx: Tx, { chat, message }: Locked, status: MessageStatus): Promise<void> {
    const isNew = !isSent(message.status);
    const isGroup = chat.chat_type === 'GROUP';
    if (isNew && isGroup) await this.rows.fixRecipients(tx, chat.id, message.id);
    if (message.message_type === 'SYSTEM' || (!isGroup && message.is_user)) return;
    if (isNew) await this.chats.countMessage(tx, chat.id);
    const readers = isNew ? await this.receiptRows.readersOf(tx, chat.id, message.id) : [];
    const seenBy = isGroup ? [message.sender_id, ...readers] : status === 'READ' ? [chat.owner_id] : readers;
    await this.participants.countSeen(tx, chat.id, seenBy);
  }

  /** The message as it is now; the chat list's preview of it says the same. */
  async show(tx: Tx, { chat, message }: Locked): Promise<MessageView> {
    const shown = await this.rows.get(tx, chat.id, message.id);
    if (shown.change_seq !== message.change_seq && chat.last_message_id === message.id)
      await this.chats.updatePreview(tx, chat.id, shown);
    return shown;
  }
}
