import { Injectable } from '@nestjs/common';
import type { UserActor } from '#libs/auth';
import { Bus, type ChangedHint } from '#libs/bus';
import { ParticipantRepository } from '#libs/chat';
import { Database, type Queryable, type Tx } from '#libs/database';
import { changedHint, type ChangedMessage, type LockedMessage, MessageService, type MessageView } from '#libs/message';
import { TooManyReactions } from './reaction-errors.js';
import { MAX_REACTIONS } from './reaction-limits.js';
import { type ReactionKey, ReactionRepository } from './reaction.repository.js';

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
    private readonly participants: ParticipantRepository,
    private readonly bus: Bus,
  ) {}

  /** Adding what is there changes nothing. */
  add(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    const reacting = { messageId, userId: actor.userId, reaction };
    return this.change(
      actor,
      messageId,
      (db) => this.reactions.addAtOnce(db, reacting),
      (tx, locked) => this.addLocked(tx, actor, locked, reaction),
    );
  }

  /** Removing what is not there changes nothing; nobody removes another's. */
  remove(actor: UserActor, messageId: number, reaction: string): Promise<MessageView> {
    const reacting = { messageId, userId: actor.userId, reaction };
    return this.change(
      actor,
      messageId,
      (db) => this.reactions.removeAtOnce(db, reacting),
      (tx, locked) => this.removeLocked(tx, actor, locked, reaction),
    );
  }

  /** At once if it can be; or else under the chat's lock, where no other change can be in the way. */
  private async change(
    actor: UserActor,
    messageId: number,
    atOnce: (db: Queryable) => Promise<ChangedMessage | undefined>,
    judged: (tx: Tx, locked: LockedMessage) => Promise<Changed>,
  ): Promise<MessageView> {
    const changed = await atOnce(this.database);
    if (changed !== undefined) return this.publish(toChanged(changed));
    const later = await this.database.transaction(async (tx) => {
      const chat = await this.messages.lockChat(tx, actor, messageId);
      const unhindered = await atOnce(tx);
      if (unhindered !== undefined) return toChanged(unhindered);
      return judged(tx, await this.messages.getLocked(tx, actor, chat, messageId));
    });
    return this.publish(later);
  }

  private publish({ message, hint }: Changed): MessageView {
    if (hint !== undefined) this.bus.publish(hint);
    return message;
  }

  private async addLocked(tx: Tx, actor: UserActor, locked: LockedMessage, reaction: string): Promise<Changed> {
    const { message, seq } = locked;
    const row = { chatId: message.chat_id, messageId: message.id, reaction, userId: actor.userId };
    if ((await this.reactions.find(tx, row)) !== null) return { message };
    const isNew = !Object.hasOwn(message.reactions, reaction);
    if (isNew && Object.keys(message.reactions).length >= MAX_REACTIONS) throw new TooManyReactions(MAX_REACTIONS);
    await this.reactions.insert(tx, { ...row, seq: await seq() });
    await this.participants.takePart(tx, row.chatId, row.userId);
    return this.show(tx, actor, row, locked);
  }

  private async removeLocked(tx: Tx, actor: UserActor, locked: LockedMessage, reaction: string): Promise<Changed> {
    const { message } = locked;
    const row = { chatId: message.chat_id, messageId: message.id, reaction, userId: actor.userId };
    if ((await this.reactions.find(tx, row)) === null) return { message };
    await this.reactions.delete(tx, row);
    return this.show(tx, actor, row, locked);
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

function toChanged(message: ChangedMessage): Changed {
  const { chat_id: id, chat_seq: change_seq, seq } = message;
  return { message, ...(seq !== null && { hint: changedHint({ id, change_seq }, seq, { messages: [message] }) }) };
}
