import type { Actor } from '#libs/auth';
import { workHint } from '#libs/bus';
import { type Batch, type Change, type Judged, ParticipantRows } from '#libs/chat';
import { ASSISTANT, refusal } from '#libs/http';
import type { OpensReply } from '#libs/limits';
import { begunAgain } from '../steps/again.js';
import { changedHint } from '../shown/changed-hint.js';
import type { MessageView } from '../shown/message-view.js';
import { advanceAlone, stepTo } from '../steps/advance.js';
import { type LockedMessage, messageFor } from '../rows/message-access.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { openFile, refuseTooManyFiles } from '../steps/opening.js';
import { updatePreview } from '../steps/preview.js';
import { wantSentStep } from '../steps/sent-step.js';
import { stopWork } from '../steps/stopping.js';
import { CitationRows } from '../rows/citation-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { MessageErrors } from '../shown/message-errors.js';

/**
 * A sender sets the status of their message: SENT, FAILED, or SENDING once more. On a reply or a file that the server works
 * at, FAILED stops the work, and SENDING has it done again.
 */
export class SetStatus implements Change<MessageView> {
  readonly sharesBatchWith = 'nobody';
  readonly bytes = 100;
  readonly ids = { inGroup: 1, inRag: 1 };

  constructor(
    readonly actor: Actor,
    readonly chatId: number,
    private readonly messageId: number,
    private readonly status: 'SENT' | 'FAILED' | 'SENDING',
    private readonly opensReply: OpensReply,
  ) {}

  wants(batch: Batch): void {
    const { chatId, messageId, actor } = this;
    batch.of(WorkRows).want(chatId, messageId);
    batch.of(CitationRows).wantCitedBy(chatId, messageId);
    batch.of(WorkRows).wantFiles(actor.senderId);
    batch.of(MessageRows).want(chatId, messageId);
    batch.of(ParticipantRows).want(chatId, actor.senderId);
    wantSentStep(batch, chatId, messageId);
  }

  judge(batch: Batch): Judged<MessageView> {
    const { actor, chatId, status } = this;
    const locked = messageFor(batch, actor, chatId, this.messageId);
    const { chat, message } = locked;
    const step = stepTo(message, status);
    if (step === 'nothing') return { answer: message };
    // What was deleted is not sent any more, and a reply to it is not written.
    if (
      message.deleted_at !== null ||
      (message.sender_id === ASSISTANT && message.is_parent_deleted && step !== 'stop')
    )
      throw refusal(MessageErrors.illegal_status_change, message.status, status);
    if (chat.chat_type === 'GROUP' && !actor.isService) this.authorize(locked);
    if (step === 'stop') return this.end(batch, stopWork(batch, message, 'It was stopped.'), message.id);
    const isServers = message.sender_id === ASSISTANT || (chat.rag_enabled && message.message_type === 'FILE');
    if (status === 'SENDING' && isServers) return this.again(batch, locked);
    return advanceAlone(batch, locked, status, this.opensReply);
  }

  /** Who may stop a reply, or have it written again: who asked, like the sender of any other message. */
  private authorize({ chat, message }: LockedMessage): void {
    const { userId } = this.actor;
    const isReply = message.sender_id === ASSISTANT;
    if (userId === (isReply ? (message.parent_sender_id ?? ASSISTANT) : message.sender_id)) return;
    if (!isReply || userId !== chat.owner_id) throw refusal(MessageErrors.sender_only);
  }

  /** @throws ApiError 400 `chat_archived` where nothing is sent any more; `too_many_files` */
  private again(batch: Batch, { chat, message }: LockedMessage): Judged<MessageView> {
    if (chat.status === 'ARCHIVED') throw refusal(MessageErrors.chat_archived);
    const isReply = message.sender_id === ASSISTANT;
    if (isReply) this.opensReply();
    else refuseTooManyFiles(batch, message.sender_id);
    const changeSeq = chat.last_seq + 1;
    if (!isReply) {
      openFile(batch, message, changeSeq);
      const { error: _failed, ...metadata } = message.message_metadata ?? {};
      const sending = { ...message, status: 'SENDING', stored_status: 'SENDING' } as const;
      const kept = Object.keys(metadata).length > 0 ? metadata : null;
      return this.end(batch, { ...sending, message_metadata: kept }, message.id);
    }
    return this.end(batch, begunAgain(batch, message, changeSeq), message.id);
  }

  private end(batch: Batch, row: MessageRow, work: number): Judged<MessageView> {
    const { chatId } = this;
    const seq = batch.chats.raise(chatId);
    const shown = { ...row, change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(shown);
    updatePreview(batch, shown);
    const hint = changedHint(batch.chats.get(chatId)!, seq, { messages: [shown] });
    return { answer: shown, hints: [hint, workHint(chatId, work)] };
  }
}
