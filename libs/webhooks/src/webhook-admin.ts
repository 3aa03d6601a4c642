import { Injectable } from '@nestjs/common';
import { type DueCounts, type DueView, WebhookDueRepository } from '#libs/chat';
import { WebhookReceiverRepository } from './webhook-receiver.repository.js';

/** What an operator sees of the webhooks, and may do. */
@Injectable()
export class WebhookAdmin {
  constructor(
    private readonly due: WebhookDueRepository,
    private readonly receiver: WebhookReceiverRepository,
  ) {}

  /** @param most how many chats are listed, those that are longest due first */
  async show(most: number): Promise<{ readonly counts: DueCounts; readonly chats: readonly DueView[] }> {
    return { counts: await this.due.counts(), chats: await this.due.list(most) };
  }

  /** Everything that waits for a later try, or is given up, is tried now. @returns how many chats those are */
  async retry(): Promise<number> {
    const retried = await this.due.retry();
    await this.receiver.tryNow();
    return retried;
  }

  /** Tells a chat again from a number on. @returns false when there is no such chat */
  replay(chatId: number, afterSeq: number): Promise<boolean> {
    return this.due.replay(chatId, afterSeq);
  }
}
