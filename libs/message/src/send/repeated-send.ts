import { type Batch, ChatNotFound, type LockedChat } from '#libs/chat';
import { refusal } from '#libs/http';
import { saidTheSame } from '../acts/act-on-message.js';
import { isMessageAct, toMessageAct } from '../acts/message-act.js';
import type { KeptSend } from '../rows/message-rows.js';
import { MessageErrors } from '../shown/message-errors.js';
import type { MessageView } from '../shown/message-view.js';
import { asSent } from './as-sent.js';
import type { NewMessage } from './new-message.js';

/** A send whose key its sender has used in this chat before. */
export interface RepeatedSend {
  readonly message: NewMessage;
  readonly hash: Buffer | null;
  readonly kept: KeptSend;
  /** Whether its sender sees the chat now. */
  readonly isVisible: boolean;
}

/**
 * Answers a repetition: the stored message as it is now; to a sender who has left, as it was sent.
 * @throws ChatNotFound when the chat is not there any more; ApiError 400 `idempotency_key_reused` for another body
 */
export function answerRepeated(batch: Batch, chat: LockedChat | undefined, send: RepeatedSend): MessageView {
  const { message, kept, isVisible } = send;
  if (chat === undefined || chat.status === 'DELETED') throw new ChatNotFound();
  if (!isSameBody(batch, send)) throw refusal(MessageErrors.idempotency_key_reused);
  if (isVisible) return kept.row;
  return asSent(kept.row, message, { seq: kept.sentSeq, readsFiles: chat.rag_enabled, askedAt: kept.askedAt });
}

/** What an act has replaced or deleted is not known any more: its key then stands for any body. */
function isSameBody(batch: Batch, { message, hash, kept: { requestHash, row } }: RepeatedSend): boolean {
  if (requestHash === null) return true;
  if (hash?.equals(requestHash) !== true) return false;
  return !isMessageAct(message) || saidTheSame(batch, row, toMessageAct(message), message.content);
}
