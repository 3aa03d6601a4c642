import { Injectable } from '@nestjs/common';
import { Bus } from '#libs/bus';
import { ChatRepository } from '#libs/chat';
import { Database, type Tx } from '#libs/database';
import { changedHint } from './changed-hint.js';
import { type Conversation, conversationBefore } from './conversation.js';
import { failure } from './message-failures.js';
import { MessageSteps } from './message-steps.js';
import type { NextClaim } from './message-work-claim.js';
import {
  type Backlog,
  type ClaimedWork,
  MessageWorkRepository,
  type OpenReply,
  type WrittenText,
} from './message-work.repository.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';

/** How work ended. */
export type WorkOutcome =
  | { readonly status: 'SENT'; readonly metadata: Record<string, unknown> | null }
  | {
      readonly status: 'FAILED';
      readonly error: { readonly code: string; readonly detail: string };
      /** For a reply that has not said anything of itself yet. */
      readonly metadata?: Record<string, unknown>;
    };

/** For whoever does the server's work: takes it, says how far it is, and ends it. */
@Injectable()
export class MessageWorkService {
  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
    private readonly rows: MessageRepository,
    private readonly work: MessageWorkRepository,
    private readonly steps: MessageSteps,
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
   *   because the work is not held any more or has been cancelled
   */
  append(work: ClaimedWork, written: WrittenText, leaseSeconds: number): Promise<number | undefined> {
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

  /** Leaves work for when the lease is over: what kept it from being done is not its doing. */
  postpone(work: ClaimedWork): Promise<void> {
    return this.work.postpone(this.database, work);
  }

  async release(work: ClaimedWork): Promise<void> {
    await this.work.release(this.database, work);
    this.bus.publish({ kind: 'work', chatId: work.chatId, messageId: work.messageId });
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
   * Ends work that is held; `within` writes what belongs to it, in the same transaction. In a chat that has been
   * deleted meanwhile it is cancelled instead.
   * @returns false when it was not held any more, and nothing has changed
   */
  async finish(work: ClaimedWork, outcome: WorkOutcome, within?: (tx: Tx) => Promise<void>): Promise<boolean> {
    const hint = await this.database
      .transaction((tx) => this.finishIn(tx, work, outcome, within))
      .catch((error: unknown) => {
        if (error instanceof Cancelled) return this.database.transaction((tx) => this.finishIn(tx, work, CANCELLED));
        if (error instanceof NotHeld) return undefined;
        throw error;
      });
    if (hint === undefined) return false;
    this.bus.publish(hint);
    // Whatever waited for it comes next.
    this.bus.publish({ kind: 'work', chatId: work.chatId, messageId: work.messageId });
    return true;
  }

  /** What belongs to it is written first, so that the chat is locked no longer than for any other change. */
  private async finishIn(tx: Tx, work: ClaimedWork, outcome: WorkOutcome, within?: (tx: Tx) => Promise<void>) {
    await within?.(tx);
    const chat = await this.chats.lock(tx, undefined, work.chatId);
    if (chat === null) throw new NotHeld();
    if (chat.deleted_seq > work.changeSeq && outcome !== CANCELLED) throw new Cancelled();
    if (!(await this.work.remove(tx, work.chatId, work.messageId, work.lease))) throw new NotHeld();
    const message = await this.rows.get(tx, work.chatId, work.messageId);
    const seq = await this.chats.raiseSeq(tx, chat.id);
    await this.end(tx, work, message, outcome, seq);
    if (outcome.status === 'SENT') await this.steps.count(tx, { chat, message }, 'SENT');
    return changedHint(chat, seq, { messages: [await this.steps.show(tx, { chat, message })] });
  }

  private async end(tx: Tx, work: ClaimedWork, message: MessageView, outcome: WorkOutcome, seq: number): Promise<void> {
    const { status } = outcome;
    const metadata =
      outcome.status === 'SENT'
        ? outcome.metadata
        : { ...outcome.metadata, ...message.message_metadata, error: outcome.error };
    await this.work.setOutcome(tx, work, { status, content: null, metadata }, seq);
    if (work.kind === 'reply' && message.content !== '')
      await this.work.setText(tx, work.chatId, work.messageId, message.content);
  }
}

const CANCELLED: WorkOutcome = {
  status: 'FAILED',
  error: failure('cancelled', 'The chat was deleted.'),
};

/** Rolls back what was written for work that is somebody else's by now. */
class NotHeld extends Error {}
/** Rolls back what was written for work of a chat that has been deleted. */
class Cancelled extends Error {}
