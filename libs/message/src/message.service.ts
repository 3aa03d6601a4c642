import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { Bus, type ChangedHint } from '#libs/bus';
import {
  ChatNotFound,
  ChatRepository,
  ChatService,
  type ChatView,
  type LockedChat,
  ParticipantRepository,
  TimelineService,
  toTimelineAct,
  type WatermarkView,
} from '#libs/chat';
import { Database, type Queryable, type Tx } from '#libs/database';
import { type OpensReply, ReplyLimit, StoredBytes } from '#libs/limits';
import { asSent } from './as-sent.js';
import { FilteredPages } from './filtered-pages.js';
import { changedHint, toldOf } from './changed-hint.js';
import type { LockedMessage } from './locked-message.js';
import { IdempotencyKeyReused, MessageNotFound, ParentNotInChat } from './message-errors.js';
import { sparseFilter } from './message-filters.js';
import type { ChangesQuery, MessageListQuery } from './message-list.js';
import { type MessagePage, toMessagePage } from './message-page.js';
import type { MessageView, Reactions } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import { type NewMessage, requestHash, storedSize } from './new-message.js';
import { SendQueue } from './send-queue.js';
import { WorkOpening } from './work-opening.js';
import type { WorkKind } from './work-rule.js';
import type { SentMessage } from './send-statement.js';
import { isPlain, refuseForbidden } from './sending-rules.js';

/** What sync answers. */
export interface ChatChanges {
  readonly page: MessagePage;
  /** When its title, status or membership changed, or nothing of it is known yet. */
  readonly chat: ChatView | null;
  readonly receipts: readonly WatermarkView[];
  readonly epoch: string;
}

interface Sent {
  readonly sent: MessageView;
  /** Absent when it had been sent before. */
  readonly hint?: ChangedHint;
  /** The message that the server has to work at because of it. */
  readonly work?: number;
}

@Injectable()
export class MessageService {
  constructor(
    private readonly database: Database,
    private readonly chats: ChatService,
    private readonly chatRows: ChatRepository,
    private readonly participants: ParticipantRepository,
    private readonly timeline: TimelineService,
    private readonly messages: MessageRepository,
    private readonly filtered: FilteredPages,
    private readonly opening: WorkOpening,
    private readonly queue: SendQueue,
    private readonly stored: StoredBytes,
    private readonly replies: ReplyLimit,
    private readonly bus: Bus,
  ) {}

  /** Takes effect once per sender and `clientMessageId`; a repetition gets the stored message. */
  async send(actor: Actor, chatId: number, message: NewMessage): Promise<MessageView> {
    const size = storedSize(message);
    const refusal = await this.stored.refusal(actor.userId, size);
    if (refusal === undefined && isPlain(actor, message)) {
      const sent = await this.queue.send({ chatId, actor, message, mayNotify: actor.isService });
      if (sent !== undefined && sent !== 'key_taken') {
        this.stored.add(actor.userId, size);
        return this.publish(sent, sentHint(sent));
      }
    }
    const repeated = await this.findRepeated(this.database, actor, chatId, message);
    if (repeated !== undefined) return repeated;
    if (refusal !== undefined) throw refusal;
    const { sent, hint, work } = await this.replies.around(actor, (opensReply) =>
      this.database.transaction((tx) => this.sendLocked(tx, actor, chatId, message, opensReply)),
    );
    if (hint !== undefined) this.stored.add(actor.userId, size);
    if (work !== undefined) this.bus.publish({ kind: 'work', chatId, messageId: work });
    return this.publish(sent, hint);
  }

  async list(query: MessageListQuery, db: Queryable = this.database): Promise<MessagePage> {
    if (sparseFilter(query.filters) !== undefined) return this.filtered.page(query);
    const rows = await this.messages.list(db, query);
    if (rows.length === 0) throw new ChatNotFound();
    return toMessagePage(rows, query.anchor, query.limit);
  }

  /** All that changed after a number of the chat, out of one snapshot; the rest of a long answer follows by its cursor. */
  sync(query: ChangesQuery): Promise<ChatChanges> {
    return this.database.snapshot((db) => this.changes(db, query));
  }

  /**
   * The same for many people, read once for all of them.
   * @returns the changes as a service sees them, and of each of these people who may see them, what is unread to them
   */
  syncForAll(
    query: Omit<ChangesQuery, 'userId'>,
    userIds: readonly string[],
  ): Promise<{ readonly changes: ChatChanges; readonly unread: ReadonlyMap<string, number> }> {
    return this.database.snapshot(async (db) => ({
      changes: await this.changes(db, { ...query, userId: undefined }),
      unread: await this.participants.unreadTo(db, query.chatId, userIds),
    }));
  }

  /** @throws MessageNotFound when it is not there for the actor */
  async get(db: Queryable, actor: Actor, messageId: number): Promise<MessageView> {
    const message = await this.messages.find(db, actor.userId, messageId);
    if (message === null) throw new MessageNotFound();
    return message;
  }

  /**
   * Locks the chat of a message, before anything is read that depends on the chat.
   * @throws MessageNotFound when it is not there for the actor
   */
  async lockChat(tx: Tx, actor: Actor, messageId: number): Promise<LockedChat> {
    const chat = await this.messages.lockChat(tx, actor.userId, messageId);
    if (chat === null) throw new MessageNotFound();
    return chat;
  }

  /**
   * Reads a message whose chat is locked, so that it is as the last committed change left it.
   * @throws MessageNotFound when it is not there for the actor
   */
  async getLocked(tx: Tx, actor: Actor, chat: LockedChat, messageId: number): Promise<LockedMessage> {
    let raised: number | undefined;
    const seq = async () => (raised ??= await this.chatRows.raiseSeq(tx, chat.id));
    return { chat, message: await this.get(tx, actor, messageId), seq, raised: () => raised };
  }

  private async changes(db: Queryable, query: ChangesQuery): Promise<ChatChanges> {
    const { chatId, userId, anchor } = query;
    const page = await this.list(query, db);
    const chat = await this.chatRows.findChangedSince(db, userId, chatId, anchor.seq);
    const receipts = await this.participants.changedSince(db, chatId, anchor.seq);
    return { page, chat, receipts, epoch: await this.database.epoch(db) };
  }

  /** For the reaction module: what the message shows of one reaction; null when nobody reacts so any more. */
  async setReaction(
    tx: Tx,
    at: { readonly chatId: number; readonly messageId: number },
    reaction: string,
    summary: Reactions[string] | null,
    seq: number,
  ): Promise<void> {
    await this.messages.setReaction(tx, at, reaction, summary, seq);
  }

  /** The way of a message that rules apply to: they are judged, and the act carried out, under the chat's lock. */
  private async sendLocked(
    tx: Tx,
    actor: Actor,
    chatId: number,
    message: NewMessage,
    opensReply: OpensReply,
  ): Promise<Sent> {
    const chat = await this.chats.lock(tx, actor, chatId);
    const stored = await this.findRepeated(tx, actor, chatId, message);
    if (stored !== undefined) return { sent: stored };
    const act = message.messageType === 'SYSTEM' ? toTimelineAct(message.metadata) : undefined;
    refuseForbidden(actor, chat, message, act);
    if (act !== undefined) this.timeline.authorize(actor, chat, act);
    const mayNotify = actor.isService || act !== undefined;
    const kind = message.status === 'SENT' ? await this.opening.kindOf(tx, chat, message) : undefined;
    if (kind === 'reply') opensReply();
    const judged = { status: kind === 'file' ? 'SENDING' : message.status, raises: true } as const;
    const outcome = await this.messages.send(tx, [{ chatId, actor, message, mayNotify, judged }], { isPatient: true });
    if (outcome === 'key_taken') throw new Error('a key was taken under the lock of its chat');
    const [sent] = outcome;
    if (sent === undefined) throw message.parentMessageId === undefined ? new ChatNotFound() : new ParentNotInChat();
    if (kind !== undefined) return this.open(tx, sent, kind);
    if (act === undefined) return { sent, hint: sentHint(sent) };
    const at = { messageId: sent.id, seq: sent.change_seq };
    const { hasChanged, removed } = await this.timeline.apply(tx, actor, chat, act, at);
    return { sent, hint: hasChanged ? toldOf(chatId, at.seq, at.seq, removed) : sentHint(sent) };
  }

  /** The question and its empty reply are one change; a FILE is SENDING until it has been read. */
  private async open(tx: Tx, sent: SentMessage, kind: WorkKind): Promise<Sent> {
    if (kind === 'file') {
      await this.opening.openFile(tx, sent, sent.change_seq);
      return { sent, hint: sentHint(sent), work: sent.id };
    }
    const reply = await this.opening.openReply(tx, sent, sent.change_seq);
    if (reply === undefined) throw new Error(`chat ${sent.chat_id} is locked and yet takes no reply`);
    const question = { ...(await this.messages.get(tx, sent.chat_id, sent.id)), chat_seq: sent.chat_seq };
    return { sent: question, hint: sentHint(question, [reply]), work: reply.id };
  }

  private publish(sent: MessageView, hint: ChangedHint | undefined): MessageView {
    if (hint !== undefined) this.bus.publish(hint);
    return sent;
  }

  /** A key is looked up before access and the chat's state are judged, so that a retry answers as the first time. */
  private async findRepeated(
    db: Queryable,
    actor: Actor,
    chatId: number,
    message: NewMessage,
  ): Promise<MessageView | undefined> {
    const { clientMessageId: key } = message;
    const stored = key === undefined ? null : await this.messages.findByKey(db, chatId, actor, key);
    if (stored === null) return undefined;
    if (stored.is_chat_deleted) throw new ChatNotFound();
    if (requestHash(message)?.equals(stored.request_hash) !== true) throw new IdempotencyKeyReused();
    const shown = await this.messages.get(db, chatId, stored.id);
    const { is_outside, sent_seq: seq, reads_files: readsFiles, asked_at: askedAt } = stored;
    return is_outside ? asSent(shown, message, { seq, readsFiles, askedAt }) : shown;
  }
}

/** A reply changes its parent too, and a chat's first message may give it a title: neither is at hand. */
function sentHint(sent: Omit<SentMessage, 'nth_sent'>, replies: readonly MessageView[] = []): ChangedHint {
  const { chat_id: id, chat_seq, change_seq: seq } = sent;
  return sent.parent_message_id === null && chat_seq !== seq
    ? changedHint({ id, change_seq: chat_seq }, seq, { messages: [sent, ...replies] })
    : toldOf(id, chat_seq, seq);
}
