import { Injectable } from '@nestjs/common';
import type { UserActor } from '#libs/auth';
import { Database, type Tx } from '#libs/database';
import { MessageService, type MessageView } from '#libs/message';
import { TooManyReactions } from './reaction-errors.js';
import { type ReactionKey, ReactionRepository } from './reaction.repository.js';

/** Different reactions on one message. */
const MAX_REACTIONS = 50;

@Injectable()
export class ReactionService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageService,
    private readonly reactions: ReactionRepository,
  ) {}

  /** Adding what is there changes nothing. */
  add(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.database.transaction(async (tx) => {
      const { message, seq } = await this.messages.lock(tx, actor, messageId);
      const row = { chatId: message.chat_id, messageId, reaction, userId: actor.userId };
      if ((await this.reactions.find(tx, row)) !== null) return message;
      const isNew = !Object.hasOwn(message.reactions, reaction);
      if (isNew && Object.keys(message.reactions).length >= MAX_REACTIONS) throw new TooManyReactions(MAX_REACTIONS);
      await this.reactions.insert(tx, { ...row, seq: await seq() });
      return this.show(tx, actor, row, await seq());
    });
  }

  /** Removing what is not there changes nothing; nobody removes another's. */
  remove(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.database.transaction(async (tx) => {
      const { message, seq } = await this.messages.lock(tx, actor, messageId);
      const row = { chatId: message.chat_id, messageId, reaction, userId: actor.userId };
      if ((await this.reactions.find(tx, row)) === null) return message;
      await this.reactions.delete(tx, row);
      return this.show(tx, actor, row, await seq());
    });
  }

  /** The message shows its reactions out of its own row, so the summary is written with the rows that it sums up. */
  private async show(tx: Tx, actor: UserActor, row: ReactionKey, seq: number): Promise<MessageView> {
    const summary = await this.reactions.summarize(tx, row);
    await this.messages.setReaction(tx, row, row.reaction, summary.count === 0 ? null : summary, seq);
    return this.messages.get(tx, actor, row.messageId);
  }
}
