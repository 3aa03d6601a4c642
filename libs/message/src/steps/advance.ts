import { type Hint, workHint } from '#libs/bus';
import type { Batch, Judged, MessageStatus } from '#libs/chat';
import { refusal } from '#libs/http';
import { changedHint } from '../shown/changed-hint.js';
import { isSent, transition } from '../shown/message-status.js';
import type { MessageView } from '../shown/message-view.js';
import { transitionAtWork, type WorkKind } from '../rows/work-rule.js';
import type { LockedMessage } from '../rows/message-access.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { MessageErrors } from '../shown/message-errors.js';
import { openFile, openReply, workFor } from './opening.js';
import { updatePreview } from './preview.js';
import { applyStatus } from './sent-step.js';

/**
 * What a request for a status means for the message, which the server may be working at.
 * @throws ApiError 400 `illegal_status_change`
 */
export function stepTo({ status: from, is_at_work }: MessageRow, to: MessageStatus): 'change' | 'nothing' | 'stop' {
  const step = is_at_work ? transitionAtWork(to) : transition(from, to);
  if (step === 'illegal') throw refusal(MessageErrors.illegal_status_change, from, to);
  return is_at_work && step === 'change' ? 'stop' : step;
}

/** Once it is SENT, the server may have to answer it, or to read it first. Refuses before anything changes. */
export function workBy(
  batch: Batch,
  { chat, message }: LockedMessage,
  status: MessageStatus,
  opensReply: () => void,
): WorkKind | undefined {
  const isNew = !isSent(message.status) && isSent(status);
  return isNew ? workFor(batch, chat, message, opensReply) : undefined;
}

/** The message in its new status, and what the workers are told because of it. */
export interface Advanced {
  readonly shown: MessageView;
  readonly replies: readonly MessageView[];
  readonly hints: readonly Hint[];
}

/** Moves the message itself; `raise` gives the number of the change. A FILE stays as it is until it has been read. */
export function advance(
  batch: Batch,
  { chat, message }: LockedMessage,
  status: MessageStatus,
  work: WorkKind | undefined,
  raise: () => number,
): Advanced {
  if (work === 'file') {
    openFile(batch, message, chat.last_seq);
    return { shown: message, replies: [], hints: [workHint(chat.id, message.id)] };
  }
  const seq = raise();
  const moved = { ...applyStatus(batch, chat, message, status), change_seq: seq, updated_at: batch.now };
  batch.of(MessageRows).set(moved);
  updatePreview(batch, moved);
  if (work === undefined) return { shown: moved, replies: [], hints: [] };
  const reply = openReply(batch, moved, seq);
  const shown = batch.of(MessageRows).get(chat.id, message.id)!;
  return { shown, replies: [reply], hints: [workHint(chat.id, reply.id)] };
}

/** Moves the message itself, when that is all that the change does. */
export function advanceAlone(
  batch: Batch,
  locked: LockedMessage,
  status: MessageStatus,
  opensReply: () => void,
): Judged<MessageView> {
  const { id: chatId } = locked.chat;
  const work = workBy(batch, locked, status, opensReply);
  const { shown, replies, hints } = advance(batch, locked, status, work, () => batch.chats.raise(chatId));
  const chat = batch.chats.get(chatId)!;
  const isChanged = shown.change_seq !== locked.message.change_seq;
  const changed = isChanged ? [changedHint(chat, chat.last_seq, { messages: [shown, ...replies] })] : [];
  return { answer: shown, hints: [...changed, ...hints] };
}
