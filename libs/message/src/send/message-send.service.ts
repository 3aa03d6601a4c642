import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { ChatChanges } from '#libs/chat';
import { ReplyLimit, StoredBytes } from '#libs/limits';
import { MessageMetrics } from './message-metrics.js';
import { type NewMessage, storedSize } from './new-message.js';
import { Send, type Sent } from './send.js';

@Injectable()
export class MessageSendService {
  constructor(
    private readonly changes: ChatChanges,
    private readonly stored: StoredBytes,
    private readonly replies: ReplyLimit,
    private readonly metrics: MessageMetrics,
  ) {}

  /** Takes effect once per sender and `clientMessageId`; a repetition gets the stored message. */
  async send(actor: Actor, chatId: number, message: NewMessage): Promise<Sent> {
    const size = storedSize(message);
    const refusal = await this.stored.refusal(actor.userId, size);
    const sent = await this.replies.around(actor, (opensReply) =>
      this.changes.change(new Send(actor, chatId, message, size, { refusal, opensReply })),
    );
    if (sent.isNew) {
      this.stored.add(actor.userId, size);
      this.metrics.stored(message, actor);
    }
    return sent;
  }
}
