import type { Actor } from '#libs/auth';
import { bareHint, type Hint, workHint } from '#libs/bus';
import {
  type ActEffect,
  applyAct,
  type Batch,
  type Change,
  ChatNotFound,
  judgeAct,
  type Judged,
  type LockedChat,
  ParticipantRows,
  type TimelineAct,
  toTimelineAct,
  wantAct,
} from '#libs/chat';
import { ApiError, refusal } from '#libs/http';
import type { OpensReply } from '#libs/limits';
import { changedHint } from '../shown/changed-hint.js';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import type { MessageView } from '../shown/message-view.js';
import { applyMessageAct, judgeMessageAct, wantMessageAct } from '../acts/act-on-message.js';
import { isMessageAct, type MessageAct, toMessageAct } from '../acts/message-act.js';
import { isFound, type NewMessage, requestHash, storedContent } from './new-message.js';
import { answerRepeated } from './repeated-send.js';
import { refuseForbidden } from './sending-rules.js';
import { type KeptSend, type MessageRow, MessageRows } from '../rows/message-rows.js';
import { newRow, type Said } from '../steps/new-row.js';
import { openFile, openReply, workFor } from '../steps/opening.js';
import { previewOf } from '../steps/preview.js';
import { recipientsNow } from '../steps/sent-step.js';
import { titleFrom } from '../steps/title.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import type { WorkKind } from '../rows/work-rule.js';
import { MessageErrors } from '../shown/message-errors.js';

export interface Sent {
  readonly message: MessageView;
  /** False when it had been sent before. */
  readonly isNew: boolean;
  /** The reply that it opened. */
  readonly replyId?: number | undefined;
}

/** What a send brings along from outside its chat. */
export interface SendLimits {
  /** Why its sender may store nothing more; a repeated send is answered all the same. */
  readonly refusal: ApiError | undefined;
  readonly opensReply: OpensReply;
}

/** Sends a message: plain ones, answers, questions, files and the acts of the timeline. */
export class Send implements Change<Sent> {
  readonly sharesBatchWith;
  readonly bytes;
  readonly ids = { always: 1, inRag: 1 };
  private readonly hash: Buffer | null;

  constructor(
    readonly actor: Actor,
    readonly chatId: number,
    private readonly message: NewMessage,
    size: number,
    private readonly limits: SendLimits,
  ) {
    this.bytes = 500 + size;
    this.sharesBatchWith = message.messageType === 'SYSTEM' ? ('nobody' as const) : ('anybody' as const);
    this.hash = requestHash(message);
  }

  wants(batch: Batch): void {
    const { actor, chatId, message } = this;
    const { senderId, userId } = actor;
    batch.of(ParticipantRows).want(chatId, senderId);
    if (message.status === 'SENT') batch.of(ParticipantRows).wantPresent(chatId);
    if (message.parentMessageId !== undefined) batch.of(MessageRows).want(chatId, message.parentMessageId);
    if (message.clientMessageId !== undefined)
      batch.of(MessageRows).wantKey({ chatId, senderId, userId, key: message.clientMessageId });
    if (message.messageType === 'FILE') batch.of(WorkRows).wantFiles(senderId);
    if (message.messageType === 'SYSTEM') this.wantAct(batch);
  }

  judge(batch: Batch): Judged<Sent> {
    const { actor, chatId, message, limits } = this;
    const chat = batch.chats.get(chatId);
    const isVisible = chat !== undefined && batch.of(ParticipantRows).sees(chatId, actor.userId);
    const kept = this.findKept(batch);
    if (kept !== undefined) {
      const { hash } = this;
      return { answer: { message: answerRepeated(batch, chat, { message, hash, kept, isVisible }), isNew: false } };
    }
    if (limits.refusal !== undefined) throw limits.refusal;
    if (!isVisible) throw new ChatNotFound();
    const act = this.act();
    refuseForbidden(actor, chat, message, act);
    const parent = this.parent(batch);
    if (act === undefined) return this.post(batch, chat, parent);
    return isOnMessage(act)
      ? this.actOnMessage(batch, chat, parent, act)
      : this.actOnChat(batch, chat, parent, judgeAct(batch, chat, actor, act));
  }

  /** A message that is no act: a plain one, or one that gives the server something to do. */
  private post(batch: Batch, chat: LockedChat, parent: MessageRow | undefined): Judged<Sent> {
    const said = { ...this.said(), parent_sender_id: parent?.sender_id ?? null };
    const isSent = this.message.status === 'SENT';
    const work = isSent ? workFor(batch, chat, said, this.limits.opensReply) : undefined;
    const row = this.store(batch, chat, parent, work);
    if (work === undefined) return sent(row, [this.hint(batch, row, [row])]);
    if (work === 'reply') return this.ask(batch, row);
    openFile(batch, row, row.change_seq);
    return sent(row, [this.hint(batch, row, [row]), workHint(chat.id, row.id)]);
  }

  private ask(batch: Batch, row: MessageRow): Judged<Sent> {
    const reply = openReply(batch, row, row.change_seq);
    const question = batch.of(MessageRows).get(row.chat_id, row.id)!;
    const hints = [this.hint(batch, question, [question, reply]), workHint(reply.chat_id, reply.id)];
    return { answer: { message: question, isNew: true, replyId: reply.id }, hints };
  }

  private actOnChat(batch: Batch, chat: LockedChat, parent: MessageRow | undefined, effect: ActEffect): Judged<Sent> {
    const row = this.store(batch, chat, parent);
    const { change_seq: seq } = row;
    applyAct(batch, chat, effect, row.id, seq);
    return sent(row, [effect.hasChanged ? bareHint(chat.id, seq, seq, effect.removed) : this.hint(batch, row, [row])]);
  }

  private actOnMessage(batch: Batch, chat: LockedChat, parent: MessageRow | undefined, act: MessageAct): Judged<Sent> {
    const { content } = this.message;
    const isChange = judgeMessageAct(batch, this.actor, chat.id, act, content);
    const row = this.store(batch, chat, parent);
    if (!isChange) return sent(row, [this.hint(batch, row, [row])]);
    const { messages, hints } = applyMessageAct(batch, chat.id, act, content, { id: row.id, seq: row.change_seq });
    return sent(row, [this.hint(batch, row, [row, ...messages]), ...hints]);
  }

  /** Inserts the message, and counts it. Nothing is refused from here on. */
  private store(batch: Batch, chat: LockedChat, parent: MessageRow | undefined, work?: WorkKind): MessageRow {
    const { actor, message } = this;
    const status = work === 'file' ? 'SENDING' : message.status;
    const seq = batch.chats.raise(chat.id);
    const isAddressed = chat.chat_type === 'GROUP' && status === 'SENT';
    const row = newRow(batch, parent, {
      ...this.said(),
      chat_id: chat.id,
      change_seq: seq,
      sent_by: actor.sentBy ?? null,
      status,
      client_message_id: message.clientMessageId ?? null,
      recipients: isAddressed ? recipientsNow(batch, chat.id, actor.senderId) : null,
      is_at_work: false,
    });
    batch.of(MessageRows).insert(row, this.hash, work === 'reply' ? batch.now : null);
    this.count(batch, chat, row, seq);
    if (parent !== undefined) {
      const answered = { reply_count: parent.reply_count + 1, change_seq: seq, updated_at: batch.now };
      batch.of(MessageRows).set({ ...parent, ...answered });
    }
    return row;
  }

  private said(): Said {
    const { actor, message } = this;
    return {
      sender_id: actor.senderId,
      is_user: message.isUser,
      message_type: message.messageType,
      content: storedContent(message),
      message_metadata: message.metadata ?? null,
    };
  }

  /** The hint carries the message, unless its parent or the chat's title changed too, which are not at hand. */
  private hint(batch: Batch, row: MessageRow, messages: readonly MessageView[]) {
    const { change_seq: chatSeq } = batch.chats.get(row.chat_id)!;
    return row.parent_message_id === null && chatSeq !== row.change_seq
      ? changedHint({ id: row.chat_id, change_seq: chatSeq }, row.change_seq, { messages })
      : bareHint(row.chat_id, chatSeq, row.change_seq);
  }

  /** The chat's counters, title and preview, what the sender has seen, and what `q` finds. */
  private count(batch: Batch, chat: LockedChat, row: MessageRow, seq: number): void {
    const isGroup = chat.chat_type === 'GROUP';
    const counts = countsAsUnread(chat.chat_type, row);
    const title = chat.title === null ? titleFrom(row) : null;
    batch.chats.set(chat.id, {
      // An act on an earlier message is nothing new.
      ...(!isMessageAct(this.message) && { latest: previewOf(row) }),
      ...(counts && { message_count: chat.message_count + 1 }),
      ...(title !== null && { title, title_message_id: row.id, change_seq: seq }),
    });
    if (isGroup) {
      if (counts) batch.of(ParticipantRows).countSeen(chat.id, row.sender_id);
      batch.of(ParticipantRows).takePart(chat.id, row.sender_id);
    }
    if (isFound(this.message)) batch.of(TextRows).addNew(chat.id, row.id);
  }

  /** A key is looked up before access and the chat's state are judged, so that a retry answers as the first time. */
  private findKept(batch: Batch): KeptSend | undefined {
    const { clientMessageId: key } = this.message;
    return key === undefined ? undefined : batch.of(MessageRows).findByKey(this.chatId, this.actor.senderId, key);
  }

  private parent(batch: Batch): MessageRow | undefined {
    const { parentMessageId: id } = this.message;
    if (id === undefined) return undefined;
    const parent = batch.of(MessageRows).get(this.chatId, id);
    if (parent === undefined) throw refusal(MessageErrors.parent_not_in_chat);
    return parent;
  }

  private act(): TimelineAct | MessageAct | undefined {
    if (isMessageAct(this.message)) return toMessageAct(this.message);
    return this.message.messageType === 'SYSTEM' ? toTimelineAct(this.message.metadata) : undefined;
  }

  /** A SYSTEM message that is no act is refused by `judge`, not while it says which rows it wants. */
  private wantAct(batch: Batch): void {
    try {
      const act = this.act();
      if (act === undefined) return;
      if (isOnMessage(act)) wantMessageAct(batch, this.chatId, act);
      else wantAct(batch, this.chatId, this.actor, act);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function isOnMessage(act: TimelineAct | MessageAct): act is MessageAct {
  return act.action === 'edit' || act.action === 'delete';
}

function sent(message: MessageRow, hints: readonly Hint[]): Judged<Sent> {
  return { answer: { message, isNew: true }, hints };
}
