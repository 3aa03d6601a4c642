import type { Actor } from '#libs/auth';
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
import { asSent } from './as-sent.js';
import { changedHint, bareHint } from '../shown/changed-hint.js';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import { type MessageView, UNTOUCHED } from '../shown/message-view.js';
import { type Acted, applyMessageAct, judgeMessageAct, saidTheSame, wantMessageAct } from '../acts/act-on-message.js';
import { isMessageAct, type MessageAct, toMessageAct } from '../acts/message-act.js';
import { isFound, type NewMessage, requestHash, storedContent } from './new-message.js';
import { refuseForbidden } from './sending-rules.js';
import { type KeptSend, type MessageRow, MessageRows } from '../rows/message-rows.js';
import { openFile, openReply, workFor } from '../steps/opening.js';
import { previewOf } from '../steps/preview.js';
import { titleFrom } from '../steps/title.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
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
    const isThere = chat !== undefined && batch.of(ParticipantRows).sees(chatId, actor.userId);
    const kept = this.findKept(batch);
    if (kept !== undefined) return { answer: { message: this.repeated(batch, chat, kept, isThere), isNew: false } };
    if (limits.refusal !== undefined) throw limits.refusal;
    if (!isThere) throw new ChatNotFound();
    const act = this.act();
    refuseForbidden(actor, chat, message, act);
    const parent = this.parent(batch);
    if (act === undefined) return this.store(batch, chat, parent, {});
    if (!isOnMessage(act)) return this.store(batch, chat, parent, { effect: judgeAct(batch, chat, actor, act) });
    const acts = judgeMessageAct(batch, actor, chatId, act, message.content);
    return this.store(batch, chat, parent, acts ? { acts: act } : {});
  }

  private store(
    batch: Batch,
    chat: LockedChat,
    parent: MessageRow | undefined,
    { effect, acts }: { readonly effect?: ActEffect; readonly acts?: MessageAct },
  ): Judged<Sent> {
    const posted = this.posted(batch, chat, parent);
    const work = posted.status === 'SENT' ? workFor(batch, chat, posted, this.limits.opensReply) : undefined;
    const status = work === 'file' ? 'SENDING' : posted.status;
    const seq = batch.chats.raise(chat.id);
    const recipients = status === 'SENT' ? posted.recipients : null;
    const row = { ...posted, id: batch.nextId(), change_seq: seq, status, stored_status: status, recipients };
    batch.of(MessageRows).insert(row, this.hash, work === 'reply' ? batch.now : null);
    this.count(batch, chat, row, seq);
    if (parent !== undefined) {
      const answered = { reply_count: parent.reply_count + 1, change_seq: seq, updated_at: batch.now };
      batch.of(MessageRows).set({ ...parent, ...answered });
    }
    if (work === 'file') openFile(batch, row, seq);
    if (effect !== undefined) applyAct(batch, chat, effect, row.id, seq);
    if (work === 'reply') return this.asked(batch, row, openReply(batch, row, seq));
    if (acts !== undefined)
      return this.acted(batch, row, applyMessageAct(batch, chat.id, acts, this.message.content, { id: row.id, seq }));
    const told =
      effect?.hasChanged === true ? bareHint(chat.id, seq, seq, effect.removed) : this.hint(batch, row, [row]);
    const hints = work === 'file' ? [told, { kind: 'work' as const, chatId: chat.id, messageId: row.id }] : [told];
    return { answer: { message: row, isNew: true }, hints };
  }

  private asked(batch: Batch, { chat_id: chatId, id }: MessageRow, reply: MessageRow): Judged<Sent> {
    const question = batch.of(MessageRows).get(chatId, id)!;
    return {
      answer: { message: question, isNew: true, replyId: reply.id },
      hints: [this.hint(batch, question, [question, reply]), { kind: 'work', chatId, messageId: reply.id }],
    };
  }

  private acted(batch: Batch, row: MessageRow, { messages, hints }: Acted): Judged<Sent> {
    return { answer: { message: row, isNew: true }, hints: [this.hint(batch, row, [row, ...messages]), ...hints] };
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

  private posted(batch: Batch, chat: LockedChat, parent: MessageRow | undefined): Omit<MessageRow, 'id'> {
    const { actor, message } = this;
    const { status } = message;
    const participants = batch.of(ParticipantRows);
    const isSenderThere = participants.get(chat.id, actor.senderId)?.is_present === true;
    const isAddressed = chat.chat_type === 'GROUP' && status === 'SENT';
    return {
      ...UNTOUCHED,
      chat_id: chat.id,
      change_seq: 0,
      sender_id: actor.senderId,
      sent_by: actor.sentBy ?? null,
      is_user: message.isUser,
      message_type: message.messageType,
      status,
      stored_status: status,
      content: storedContent(message),
      message_metadata: message.metadata ?? null,
      parent_message_id: parent?.id ?? null,
      thread_root_id: parent === undefined ? null : (parent.thread_root_id ?? parent.id),
      client_message_id: message.clientMessageId ?? null,
      created_at: batch.now,
      updated_at: batch.now,
      recipients: isAddressed ? participants.presentCount(chat.id) - (isSenderThere ? 1 : 0) : null,
      addressed_id: null,
      parent_sender_id: parent?.sender_id ?? null,
      is_parent_deleted: false,
      edit_id: null,
      is_at_work: false,
    };
  }

  /** A key is looked up before access and the chat's state are judged, so that a retry answers as the first time. */
  private findKept(batch: Batch): KeptSend | undefined {
    const { clientMessageId: key } = this.message;
    return key === undefined ? undefined : batch.of(MessageRows).findByKey(this.chatId, this.actor.senderId, key);
  }

  private repeated(batch: Batch, chat: LockedChat | undefined, kept: KeptSend, isThere: boolean): MessageView {
    if (chat === undefined || chat.status === 'DELETED') throw new ChatNotFound();
    if (!this.isRepeated(batch, kept)) throw refusal(MessageErrors.idempotency_key_reused);
    if (isThere) return kept.row;
    return asSent(kept.row, this.message, { seq: kept.sentSeq, readsFiles: chat.rag_enabled, askedAt: kept.askedAt });
  }

  /** What an act has replaced or deleted is not known any more: its key then stands for any body. */
  private isRepeated(batch: Batch, { requestHash, row }: KeptSend): boolean {
    if (requestHash === null) return true;
    if (this.hash?.equals(requestHash) !== true) return false;
    return !isMessageAct(this.message) || saidTheSame(batch, row, toMessageAct(this.message), this.message.content);
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
