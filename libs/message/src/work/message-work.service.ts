import { Injectable } from '@nestjs/common';
import { Bus, workHint } from '#libs/bus';
import { ChatChanges } from '#libs/chat';
import { Database, type Tx } from '#libs/database';
import { Cite } from './cite.js';
import { Finish } from './finish.js';
import { type Conversation, conversationBefore } from './conversation.js';
import type { NextClaim } from './message-work-claim.js';
import {
  type Backlog,
  type ClaimedWork,
  MessageWorkRepository,
  type OpenReply,
  type WrittenText,
} from './message-work.repository.js';
import type { MessageView } from '../shown/message-view.js';
import { CANCELLED, type WorkOutcome } from './server.js';
import { MessageRepository } from '../rows/message.repository.js';

/** For the workers: takes work, saves what has been done of it, and ends it. */
@Injectable()
export class MessageWorkService {
  constructor(
    private readonly database: Database,
    private readonly changes: ChatChanges,
    private readonly rows: MessageRepository,
    private readonly work: MessageWorkRepository,
    private readonly bus: Bus,
  ) {}

  claim(next: NextClaim): Promise<ClaimedWork | undefined> {
    return this.work.claim(this.database, next);
  }

  /** @returns whether it has been cancelled; undefined when it is not held any more */
  renew(work: ClaimedWork, leaseSeconds: number): Promise<boolean | undefined> {
    return this.work.renew(this.database, work, leaseSeconds);
  }

  /**
   * Saves more text of a reply, and its citations with it; once saved it may be told.
   * @returns the number of the chat's latest change of title, status or membership; undefined when it was not saved,
   *   because the work is not held any more, has been cancelled, or begins again since a source is gone
   */
  append(work: ClaimedWork, written: WrittenText, leaseSeconds: number): Promise<number | undefined> {
    if (written.hasNewCitations) return this.changes.change(new Cite(work, written));
    return this.work.append(this.database, work, written, leaseSeconds);
  }

  /** Tokens that are held back for other replies to the asker of this one. */
  reservedOf(tx: Tx, work: ClaimedWork): Promise<number> {
    return this.work.reservedOf(tx, work);
  }

  /** Holds tokens back until the work is done, or somebody else's. */
  reserve(tx: Tx, work: ClaimedWork, tokens: number): Promise<void> {
    return this.work.reserve(tx, work, tokens);
  }

  openReplies(of: { readonly chatId?: number; readonly userId?: string }): Promise<OpenReply[]> {
    return this.work.openReplies(this.database, of);
  }

  /** Leaves work until its lease is over, without counting the attempt: the reason lies elsewhere. */
  postpone(work: ClaimedWork): Promise<void> {
    return this.work.postpone(this.database, work);
  }

  async release(work: ClaimedWork): Promise<void> {
    await this.work.release(this.database, work);
    this.bus.publish(workHint(work.chatId, work.messageId));
  }

  /** The id of the reply to a question; undefined when it gets none. */
  findReply(chatId: number, questionId: number): Promise<number | undefined> {
    return this.work.findReply(this.database, chatId, questionId);
  }

  backlog(): Promise<readonly Backlog[]> {
    return this.work.backlog(this.database);
  }

  get(work: ClaimedWork): Promise<MessageView> {
    return this.rows.get(this.database, work.chatId, work.messageId);
  }

  /** What a reply answers, and what was said before. */
  conversation(work: ClaimedWork): Promise<Conversation> {
    return this.database.snapshot((db) => conversationBefore(db, work.chatId, work.messageId));
  }

  /**
   * Ends work that is held; `alsoWrite` writes what belongs to it, in the same transaction. In a chat that has been
   * deleted meanwhile it is cancelled instead, and nothing else is written.
   * @returns false when it was not held any more, and nothing has changed
   */
  async finish(work: ClaimedWork, outcome: WorkOutcome, alsoWrite?: (tx: Tx) => Promise<void>): Promise<boolean> {
    const finish = new Finish(work, outcome, { isCancelling: false });
    const ending =
      alsoWrite === undefined
        ? await this.changes.change(finish)
        : await this.changes.changeWith(alsoWrite, finish, (answer) => answer === 'done');
    if (ending !== 'cancelled') return ending === 'done';
    return (await this.changes.change(new Finish(work, CANCELLED, { isCancelling: true }))) === 'done';
  }
}
