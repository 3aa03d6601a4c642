import { Injectable } from '@nestjs/common';
import type { UserActor } from '#libs/auth';
import { Bus, type ChangedHint } from '#libs/bus';
import { Database, type Tx } from '#libs/database';
import { changedHint, type LockedMessage, MessageService, type MessageView } from '#libs/message';
import { TooManyReactions } from './reaction-errors.js';
import { type ReactionKey, ReactionRepository } from './reaction.repository.js';

/** Different reactions on one message. */
const MAX_REACTIONS = 50;

interface Changed {
  readonly message: MessageView;
  /** Absent when nothing has changed. */
  readonly hint?: ChangedHint;
}

@Injectable()
export class ReactionService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageService,
    private readonly reactions: ReactionRepository,
    private readonly bus: Bus,
  ) {}

  /** Adding what is there changes nothing. */
  add(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.change(async (tx) => {
      const locked = await this.messages.lock(tx, actor, messageId);
      const { message, seq } = locked;
      const row = { chatId: message.chat_id, messageId, reaction, userId: actor.userId };
      if ((await this.reactions.find(tx, row)) !== null) return { message };
      const isNew = !Object.hasOwn(message.reactions, reaction);
      if (isNew && Object.keys(message.reactions).length >= MAX_REACTIONS) throw new TooManyReactions(MAX_REACTIONS);
      await this.reactions.insert(tx, { ...row, seq: await seq() });
      return this.show(tx, actor, row, locked);
    });
  }

  /** Removing what is not there changes nothing; nobody removes another's. */
  remove(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    return this.change(async (tx) => {
      const locked = await this.messages.lock(tx, actor, messageId);
      const { message } = locked;
      const row = { chatId: message.chat_id, messageId, reaction, userId: actor.userId };
      if ((await this.reactions.find(tx, row)) === null) return { message };
      await this.reactions.delete(tx, row);
      return this.show(tx, actor, row, locked);
    });
  }

  private async change(work: (tx: Tx) => Promise<Changed>): Promise<MessageView> {
    const { message, hint } = await this.database.transaction(work);
    if (hint !== undefined) this.bus.publish(hint);
    return message;
  }

  /** The message shows its reactions out of its own row, so the summary is written with the rows that it sums up. */
  private async show(tx: Tx, actor: UserActor, row: ReactionKey, { chat, ...locked }: LockedMessage): Promise<Changed> {
    const seq = await locked.seq();
    const summary = await this.reactions.summarize(tx, row);
    await this.messages.setReaction(tx, row, row.reaction, summary.count === 0 ? null : summary, seq);
    const message = await this.messages.get(tx, actor, row.messageId);
    return { message, hint: changedHint(chat, seq, { messages: [message] }) };
  }
}
