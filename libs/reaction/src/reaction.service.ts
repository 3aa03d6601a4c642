import { Injectable } from '@nestjs/common';
import type { UserActor } from '#libs/auth';
import { ChatChanges } from '#libs/chat';
import { MessageChats, type MessageView } from '#libs/message';
import { ReactionChange } from './reaction-change.js';
import { ReactionMetrics } from './reaction-metrics.js';

@Injectable()
export class ReactionService {
  constructor(
    private readonly chats: MessageChats,
    private readonly changes: ChatChanges,
    private readonly metrics: ReactionMetrics,
  ) {}

  /** Adding what is there changes nothing. */
  add(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.change(actor, messageId, reaction, true);
  }

  /** Removing what is not there changes nothing; nobody removes another's. */
  remove(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.change(actor, messageId, reaction, false);
  }

  private async change(actor: UserActor, messageId: number, reaction: string, adds: boolean): Promise<MessageView> {
    const chatId = await this.chats.of(messageId);
    const reacting = { chatId, messageId, reaction, userId: actor.userId };
    const { message, hasChanged } = await this.changes.change(new ReactionChange(actor, reacting, adds));
    if (hasChanged) this.metrics.changed(adds ? 'added' : 'removed');
    return message;
  }
}
