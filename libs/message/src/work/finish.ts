import { workHint } from '#libs/bus';
import { type AnsweredChange, type Batch, type Judged, ParticipantRows } from '#libs/chat';
import { changedHint } from '../shown/changed-hint.js';
import type { ClaimedWork } from './message-work.repository.js';
import { SERVER, type WorkOutcome } from './server.js';
import { settleCitations } from '../steps/citing.js';
import { CitationRows } from '../rows/citation-rows.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { updatePreview } from '../steps/preview.js';
import { wantSentStep, applyStatus } from '../steps/sent-step.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { isCancelled } from '../rows/work-rule.js';

/** Why work could not be ended: somebody else has it, or its chat was deleted after it had begun. */
export type Ending = 'done' | 'not_held' | 'cancelled';

/** Ends the server's work at a message. */
export class Finish implements AnsweredChange<Ending> {
  readonly actor = SERVER;
  readonly sharesBatchWith = 'nobody';
  readonly bytes = 1_000;
  readonly ids = { inGroup: 1 };
  readonly chatId;

  constructor(
    private readonly work: ClaimedWork,
    private readonly outcome: WorkOutcome,
    private readonly options: { readonly isCancelling: boolean },
  ) {
    this.chatId = work.chatId;
  }

  wants(batch: Batch): void {
    const { chatId, messageId } = this.work;
    batch.of(WorkRows).want(chatId, messageId);
    batch.of(MessageRows).want(chatId, messageId);
    if (this.work.kind === 'reply') batch.of(CitationRows).wantCitedBy(chatId, messageId);
    batch.of(ParticipantRows).want(chatId, this.work.asker);
    wantSentStep(batch, chatId, messageId);
  }

  judge(batch: Batch): Judged<Ending> & { readonly answer: Ending } {
    const { chatId, messageId, lease } = this.work;
    const chat = batch.chats.get(chatId);
    const held = batch.of(WorkRows).get(chatId, messageId);
    const message = batch.of(MessageRows).get(chatId, messageId);
    if (chat === undefined || message === undefined || held?.lease !== lease) return { answer: 'not_held' };
    if (isCancelled(chat, this.work) && !this.options.isCancelling) return { answer: 'cancelled' };
    batch.of(WorkRows).remove(held);
    const seq = batch.chats.raise(chatId);
    const { status } = this.outcome;
    const done = { ...message, message_metadata: this.metadata(message) };
    const moved = applyStatus(batch, chat, this.work.kind === 'reply' ? settleCitations(batch, done) : done, status);
    const shown = { ...moved, change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(shown);
    updatePreview(batch, shown);
    if (this.work.kind === 'reply' && shown.content !== '') batch.of(TextRows).set(chatId, messageId, shown.content);
    const hint = changedHint(batch.chats.get(chatId)!, seq, { messages: [shown] });
    // A reply that waited for it comes next.
    return { answer: 'done', hints: [hint, workHint(chatId, messageId)] };
  }

  private metadata(message: MessageRow): Record<string, unknown> | null {
    const { outcome } = this;
    if (outcome.status === 'SENT') return outcome.metadata;
    return { ...outcome.metadata, ...message.message_metadata, error: outcome.error };
  }
}
