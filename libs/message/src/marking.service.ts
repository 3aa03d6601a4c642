import { Injectable } from '@nestjs/common';
import type { ChangedHint } from '#libs/bus';
import type { WatermarkView } from '#libs/chat';
import type { Queryable } from '#libs/database';
import { changedHint } from './changed-hint.js';
import type { Mark } from './mark-statement.js';
import type { ChangedMessage } from './message-change.js';
import type { MessageView } from './message-view.js';
import { ReceiptRepository } from './receipt.repository.js';

/** What a mark led to. */
export interface Marked {
  readonly shown: MessageView;
  /** Absent when nothing has changed. */
  readonly hint?: ChangedHint | undefined;
}

/** The shorter way of marks, of one statement: see `docs/decisions/marks-and-reactions.md`. */
@Injectable()
export class MarkingService {
  constructor(private readonly receipts: ReceiptRepository) {}

  /** Undefined, and nothing has changed, where more must be looked at than the statement does. */
  async markAtOnce(db: Queryable, mark: Mark, isUpTo: boolean): Promise<Marked | undefined> {
    if (!isUpTo) {
      const marked = await this.receipts.markAtOnce(db, mark);
      return marked && { shown: marked, hint: hintOf(marked, []) };
    }
    const passed = await this.receipts.markUpToAtOnce(db, mark);
    if (passed === undefined) return undefined;
    const { delivered_up_to, read_up_to, away } = passed;
    return { shown: passed, hint: hintOf(passed, [{ user_id: mark.userId, delivered_up_to, read_up_to, away }]) };
  }
}

function hintOf(shown: ChangedMessage, receipts: readonly WatermarkView[]): ChangedHint | undefined {
  const { seq, chat_id: id, chat_seq: change_seq } = shown;
  if (seq === null) return undefined;
  return changedHint({ id, change_seq }, seq, { messages: shown.change_seq === seq ? [shown] : [], receipts });
}
