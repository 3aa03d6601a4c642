import type { ChangedHint, DeltaHint, TypingHint } from '#libs/bus';
import type { Audience, ChatView } from '#libs/chat';
import { MAX_ID } from '#libs/http';
import { type ChangeReader, isNotFound } from './change-reader.js';
import { type ChangedFrame, deletedFrame, leftFrame, toldFrame } from './changed-frame.js';
import type { Feed } from './feed.js';
import { Frame } from './frame.js';

/** Hints that wait while the database is read; further ones are dropped, and their changes are read. */
const MAX_WAITING = 1_000;

/** The feeds of this process. */
export interface LocalFeeds {
  /** The users with a feed. */
  readonly users: readonly string[];
  ofUsers(userIds: Iterable<string>): Feed[];
  /** The feeds of this chat alone. */
  ofChat(chatId: number): Feed[];
}

/**
 * One chat in this process. It puts hints in order, reads what is missing once for all feeds, and hands each change to
 * the users who are in the chat at that time. Hints may be lost. The audience is never taken from a hint: it is read
 * when a hint says that it changed.
 */
export class ChatChannel {
  private audience: Audience | undefined;
  private isBusy = false;
  private waiting: ChangedHint[] = [];
  private passing: (DeltaHint | TypingHint)[] = [];

  /**
   * Everything up to this seq has been handed on. Undefined until the first hint: earlier changes were not followed.
   */
  private seq: number | undefined;

  constructor(
    readonly chatId: number,
    private readonly reader: ChangeReader,
    private readonly local: LocalFeeds,
  ) {}

  /** @throws when the database cannot be read: from then on changes are missing here */
  async receive(hint: ChangedHint): Promise<void> {
    this.seq ??= hint.seq - 1;
    if (hint.seq <= this.seq) return;
    if (this.isBusy) return this.keep(hint);
    if (this.isNext(hint) && this.knows(hint)) return this.hand(toldFrame(hint, hint.data));
    await this.alone(() => this.settle(hint));
  }

  /** Hands on typing and deltas, after the changes that are on their way. They have no seq and may be lost. */
  async pass(hint: DeltaHint | TypingHint): Promise<void> {
    if (this.passing.length === MAX_WAITING) return;
    this.passing.push(hint);
    if (!this.isBusy) await this.tellPassing();
  }

  private keep(hint: ChangedHint): void {
    // The last hint is enough: the changes of dropped hints are read.
    if (this.waiting.length === MAX_WAITING) this.waiting = [];
    this.waiting.push(hint);
  }

  /** In order, none before a change that waits. The audience is read once; hints that need a newer one are dropped. */
  private async tellPassing(mayRenew = true): Promise<void> {
    if (mayRenew && this.passing.some((hint) => !this.knows(hint))) return this.alone(() => this.renew(), false);
    for (const hint of this.passing.splice(0)) if (this.knows(hint)) this.handPassing(hint);
  }

  private async alone(work: () => Promise<void>, mayRenew = true): Promise<void> {
    this.isBusy = true;
    try {
      await work();
    } finally {
      this.isBusy = false;
    }
    const waiting = this.waiting.splice(0).sort((one, other) => one.seq - other.seq);
    for (const hint of waiting) await this.receive(hint);
    await this.tellPassing(mayRenew);
  }

  private async settle(hint: ChangedHint): Promise<void> {
    if (!this.knows(hint)) await this.renew(hint);
    if (hint.seq <= (this.seq ?? 0)) return;
    if (!this.isHeard()) this.seq = hint.seq;
    else if (this.isNext(hint)) this.hand(toldFrame(hint, hint.data));
    else await this.catchUp();
  }

  private isNext(hint: ChangedHint): hint is ChangedHint & { readonly data: string } {
    return hint.seq - 1 === this.seq && hint.data !== undefined;
  }

  /** Whether the known audience is as new as the hint. */
  private knows({ chatSeq }: { readonly chatSeq: number }): boolean {
    return this.audience !== undefined && chatSeq <= this.audience.change_seq;
  }

  private isHeard(): boolean {
    return this.local.ofChat(this.chatId).length > 0 || this.local.ofUsers(this.audience?.user_ids ?? []).length > 0;
  }

  private async renew(hint?: ChangedHint): Promise<void> {
    const audience = await this.reader.findAudience(this.chatId);
    const { removed = [], seq = 0 } = hint ?? {};
    await this.become(audience ?? NOBODY, removed === 'many' ? await this.reader.leftAt(this.chatId, seq) : removed);
  }

  private async catchUp(): Promise<void> {
    try {
      for await (const { chat, frames } of this.reader.since(undefined, this.chatId, this.seq ?? 0)) {
        if (chat !== null) await this.become(audienceOf(chat));
        for (const frame of frames) this.hand(frame);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await this.renew();
    }
  }

  /** Sets the audience, and tells the users who are no longer in it. */
  private async become(next: Audience, removed: readonly string[] = []): Promise<void> {
    const isDeleted = next.status === 'DELETED';
    const present = new Set(isDeleted ? [] : next.user_ids);
    const before = isDeleted ? next.user_ids : (this.audience?.user_ids ?? []);
    const gone = new Set([...before, ...removed].filter((userId) => !present.has(userId)));
    this.audience = next;
    const dismissed = [
      ...this.local.ofUsers(gone),
      ...this.local
        .ofChat(this.chatId)
        .filter(({ userId }) => isDeleted || (userId !== undefined && !present.has(userId))),
    ];
    if (dismissed.length > 0) await this.dismiss(dismissed, isDeleted);
    if (isDeleted) this.seq = Math.max(this.seq ?? 0, next.last_seq);
  }

  private async dismiss(feeds: readonly Feed[], isDeleted: boolean): Promise<void> {
    const userIds = feeds.flatMap(({ userId }) => userId ?? []);
    const departures = isDeleted ? [] : await this.reader.departures(this.chatId, userIds);
    const chat = await this.reader.findChat(this.chatId);
    for (const feed of feeds) {
      const departure = departures.find(({ user_id }) => user_id === feed.userId);
      if (chat !== null && isDeleted) feed.dismiss(deletedFrame(chat));
      else if (chat !== null && departure !== undefined) feed.dismiss(leftFrame(chat, departure));
      // The chat was purged, or the user is back: the feed reads what it may see.
      else feed.missed();
    }
  }

  private hand(frame: ChangedFrame): void {
    this.seq = frame.seq;
    for (const feed of this.local.ofUsers(this.audience?.user_ids ?? [])) feed.hear(frame);
    for (const feed of this.local.ofChat(this.chatId)) feed.hear(frame);
  }

  private handPassing(hint: DeltaHint | TypingHint): void {
    const frame = this.passingFrame(hint);
    if (this.audience?.status === 'DELETED' || frame === undefined) return;
    // A user gets no frame for their own typing.
    const author = hint.kind === 'typing' ? hint.userId : null;
    const others = this.audience?.user_ids.filter((userId) => userId !== author) ?? [];
    for (const feed of this.local.ofUsers(others)) feed.hear(frame);
    for (const feed of this.local.ofChat(this.chatId)) if (feed.userId !== author) feed.hear(frame);
  }

  private passingFrame(hint: DeltaHint | TypingHint): Frame | undefined {
    if (hint.kind === 'typing') return Frame.of('typing', { chat_id: this.chatId, user_id: hint.userId });
    return hint.data === undefined ? undefined : new Frame('delta', hint.data);
  }
}

/** The audience of a purged chat. */
const NOBODY: Audience = { status: 'DELETED', change_seq: MAX_ID, last_seq: 0, user_ids: [] };

function audienceOf({ status, change_seq, last_seq, participants }: ChatView): Audience {
  return { status, change_seq, last_seq, user_ids: participants };
}
