import { Injectable } from '@nestjs/common';
import { type Actor, requireUser } from '#libs/auth';
import { type Change, ChatChanges, type MessageStatus } from '#libs/chat';
import { refusal } from '#libs/http';
import { type OpensReply, ReplyLimit } from '#libs/limits';
import { MarkOne } from './mark-one.js';
import { SetStatus } from './set-status.js';
import { MarkUpTo } from './mark-up-to.js';
import { MessageChats } from '../rows/message-chats.js';
import { MessageErrors } from '../shown/message-errors.js';
import { isReceipt } from '../shown/message-status.js';
import type { MessageView } from '../shown/message-view.js';

@Injectable()
export class MessageStatusService {
  constructor(
    private readonly chats: MessageChats,
    private readonly changes: ChatChanges,
    private readonly replies: ReplyLimit,
  ) {}

  /** Moves a message along its status machine, or records how far a reader has come. */
  async setStatus(actor: Actor, messageId: number, status: MessageStatus, isUpTo: boolean): Promise<MessageView> {
    if (isUpTo && !isReceipt(status)) throw refusal(MessageErrors.up_to_not_allowed);
    const change = isReceipt(status)
      ? this.reading(actor, messageId, status, isUpTo)
      : (chatId: number, opensReply: OpensReply) => new SetStatus(actor, chatId, messageId, status, opensReply);
    const chatId = await this.chats.of(messageId);
    return this.replies.around(actor, (opensReply) => this.changes.change(change(chatId, opensReply)));
  }

  private reading(actor: Actor, messageId: number, status: 'DELIVERED' | 'READ', isUpTo: boolean) {
    const reader = requireUser(actor);
    return (chatId: number, opensReply: OpensReply): Change<MessageView> =>
      isUpTo
        ? new MarkUpTo(reader, chatId, messageId, status, opensReply)
        : new MarkOne(reader, chatId, messageId, status, opensReply);
  }
}
