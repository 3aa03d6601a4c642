import { Injectable } from '@nestjs/common';
import { type Actor, requireUser } from '#libs/auth';
import { Bus, type ChangedHint } from '#libs/bus';
import type { MessageStatus } from '#libs/chat';
import { Database, type Queryable, type Tx } from '#libs/database';
import { FieldRefused } from '#libs/http';
import { type OpensReply, ReplyLimit } from '#libs/limits';
import { type Marked, MarkingService } from './marking.service.js';
import { MessageErrors } from './message-error-codes.js';
import { changedHint, toldOf } from './changed-hint.js';
import { MessageMoves, type Moved } from './message-moves.js';
import { isReceipt, isSent } from './message-status.js';
import { MessageSteps } from './message-steps.js';
import type { MessageView } from './message-view.js';
import type { LockedMessage } from './locked-message.js';
import { MessageService } from './message.service.js';
import { type Marks, ReceiptService } from './receipt.service.js';

type Changes = Moved & { readonly marks?: Marks };
type Outcome = Marked & Pick<Moved, 'work'>;

@Injectable()
export class MessageStatusService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageService,
    private readonly moves: MessageMoves,
    private readonly steps: MessageSteps,
    private readonly receipts: ReceiptService,
    private readonly marking: MarkingService,
    private readonly replies: ReplyLimit,
    private readonly bus: Bus,
  ) {}

  /** Moves a message along its status machine, or records how far a reader has come. */
  async setStatus(actor: Actor, messageId: number, status: MessageStatus, isUpTo: boolean): Promise<MessageView> {
    if (isUpTo && !isReceipt(status))
      throw new FieldRefused('up_to', MessageErrors.up_to_not_allowed, 'up_to goes with DELIVERED and READ only');
    if (!isReceipt(status))
      return this.publish(
        await this.change(actor, (tx, opensReply) => this.move(tx, actor, messageId, status, opensReply)),
      );
    const { userId } = requireUser(actor);
    const markAtOnce = (db: Queryable) => this.marking.markAtOnce(db, { messageId, userId, status }, isUpTo);
    const marked = await markAtOnce(this.database);
    return this.publish(
      marked ??
        (await this.change(actor, async (tx, opensReply) => {
          const chat = await this.messages.lockChat(tx, actor, messageId);
          // It may only have been in the way of another change.
          const atOnce = await markAtOnce(tx);
          if (atOnce !== undefined) return atOnce;
          const locked = await this.messages.getLocked(tx, actor, chat, messageId);
          return this.outcome(tx, locked, await this.mark(tx, userId, locked, status, isUpTo), opensReply);
        })),
    );
  }

  private change<T>(actor: Actor, work: (tx: Tx, opensReply: OpensReply) => Promise<T>): Promise<T> {
    return this.replies.around(actor, (opensReply) => this.database.transaction((tx) => work(tx, opensReply)));
  }

  private publish({ shown, hint, work }: Outcome): MessageView {
    if (hint !== undefined) this.bus.publish(hint);
    if (work !== undefined) this.bus.publish({ kind: 'work', chatId: shown.chat_id, messageId: work });
    return shown;
  }

  private async move(
    tx: Tx,
    actor: Actor,
    messageId: number,
    status: MessageStatus,
    opensReply: OpensReply,
  ): Promise<Outcome> {
    const chat = await this.messages.lockChat(tx, actor, messageId);
    const locked = await this.messages.getLocked(tx, actor, chat, messageId);
    return this.outcome(tx, locked, await this.moves.move(tx, actor, locked, status), opensReply);
  }

  private async outcome(
    tx: Tx,
    locked: LockedMessage,
    { marks, work, isAnswered, opensReply }: Changes,
    opens: OpensReply,
  ): Promise<Outcome> {
    if (opensReply === true) opens();
    const shown = await this.steps.show(tx, locked);
    const isAtHand = isAnswered !== true && (marks?.covered ?? []).length === 0;
    return { shown, hint: hintOf(locked, shown, marks, isAtHand), work };
  }

  /** In a GROUP each reader's receipts are kept apart; in a chat of one the message itself carries the status. */
  private async mark(
    tx: Tx,
    reader: string,
    locked: LockedMessage,
    status: 'DELIVERED' | 'READ',
    isUpTo: boolean,
  ): Promise<Changes> {
    const { chat, message } = locked;
    const isGroup = chat.chat_type === 'GROUP';
    const isOwn = isGroup && message.sender_id === reader;
    // What failed has nothing to be read, but somebody may have read down to it.
    const isPassed = isUpTo && message.status === 'FAILED';
    const step = isOwn || isPassed ? 'nothing' : await this.moves.stepTo(tx, locked, status);
    const marks = isUpTo ? await this.receipts.markUpTo(tx, reader, locked, status) : undefined;
    if (!isUpTo && isGroup && !isOwn) await this.receipts.markOne(tx, reader, locked, status);
    const isCovered = isUpTo && !message.is_user && isSent(message.status);
    const moved = !isGroup && step === 'change' && !isCovered ? await this.moves.advance(tx, locked, status) : {};
    return marks === undefined ? moved : { ...moved, marks };
  }
}

/**
 * When marks that stood beyond a watermark are now within it, or a question got its reply, more messages have changed
 * than are at hand.
 */
function hintOf(
  { chat, raised }: LockedMessage,
  shown: MessageView,
  marks: Marks | undefined,
  isAtHand: boolean,
): ChangedHint | undefined {
  const seq = raised();
  if (seq === undefined) return undefined;
  if (!isAtHand) return toldOf(chat.id, chat.change_seq, seq);
  return changedHint(chat, seq, {
    messages: shown.change_seq === seq ? [shown] : [],
    receipts: marks === undefined ? [] : [marks.watermarks],
  });
}
