import type { DelayBounds } from './back-off.js';
import { ChatReplica } from './chat-replica.js';
import { ClientError } from './client-error.js';
import { LiveReplies } from './live-replies.js';
import type { MessagePages } from './message-pages.js';
import { Retry } from './retry.js';
import type { Slots } from './slots.js';
import type { ChangedFrame, DeltaFrame, MessagePage } from './wire.js';

/** Messages of a window at first, or `all` of them. */
export type Window = number | 'all';

/** Frames that may wait for a pull to end; of more only the highest number is remembered, and asked for. Text is read. */
const MAX_WAITING = 100;

/** What is tried again. */
const PULL = 'pull';

/** How often two answers are asked for again, until both are of one number. */
const MAX_TRIES = 5;

export interface ChatSyncOptions {
  readonly pages: MessagePages;
  readonly window: Window;
  /** Shared by all chats: bounds the pulls that run at once. */
  readonly slots: Slots;
  readonly backOff: DelayBounds;
  /** Aborts when the chat is closed. */
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
  /** The chat is not there for this user, or not any more. It is closed by this. */
  readonly onDropped: (error: ClientError) => void;
}

/** Keeps the replica of one chat in step with the server: frames where they fit, pulls where they do not. */
export class ChatSync {
  readonly replica = new ChatReplica();
  private epoch: string | undefined;
  private wanted: 'nothing' | 'changes' | 'everything' = 'nothing';
  private waiting: (ChangedFrame | DeltaFrame)[] = [];
  private readonly replies: LiveReplies;
  /** The highest number heard of while a pull was running. */
  private ahead = 0;
  private readonly retries: Retry;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: ChatSyncOptions) {
    this.retries = new Retry(options.backOff, options.signal);
    this.replies = new LiveReplies({ ...options, replica: this.replica, onHead: (seq) => this.head(seq) });
  }

  /** Fetches the chat. Resolves when it is there, or has been dropped or closed. */
  open(): Promise<void> {
    return this.want('everything');
  }

  changed(frame: ChangedFrame): void {
    if (this.isWorking) return this.wait(frame);
    const verdict = this.replica.apply(frame);
    if (verdict === 'pull') void this.want('changes');
    if (verdict === 'apply') this.options.onChanged();
  }

  /** Text of a reply; the `changed` that began it may be among what is being pulled. */
  delta(frame: DeltaFrame): void {
    if (this.isWorking) this.wait(frame);
    else this.replies.hear(frame);
  }

  /** Asks the server even when this copy seems complete. */
  check(): void {
    void this.want('changes');
  }

  /** The chat stands at this number. */
  head(seq: number): void {
    this.ahead = Math.max(this.ahead, seq);
    if (!this.isWorking && this.ahead > this.replica.seq) void this.want('changes');
  }

  /** Anything may have been missed before a hello; one of another epoch makes everything worthless. */
  hello(epoch: string, seq: number | 'not listed' | 'not known'): void {
    this.retries.wake();
    if (this.epoch !== undefined && epoch !== this.epoch) void this.want('everything');
    else if (seq === 'not listed') this.check();
    // Fewer changes than are known here: a backup was restored, or this is ahead of what was read for the hello.
    else if (seq !== 'not known' && seq < this.replica.seq) this.check();
    else if (seq !== 'not known') this.head(seq);
  }

  /**
   * Adds older messages to a window; nothing when it is whole.
   * @throws ClientError; Error when the chat changes faster than it can be read: try again later
   */
  async loadOlder(limit: number): Promise<void> {
    const { replica } = this;
    for (let tries = 0; tries < MAX_TRIES && replica.hasOlder; tries++) {
      await this.work;
      const first = replica.messages[0];
      if (first === undefined) return;
      const page = await this.options.pages.before(first.id, limit);
      const isAsOfNow = !this.isWorking && page.last_seq === replica.seq;
      if (isAsOfNow && replica.messages[0]?.id === first.id) {
        replica.addOlder(page);
        return this.options.onChanged();
      }
      this.head(page.last_seq);
    }
    if (replica.hasOlder) throw new Error('the chat changes faster than it can be read');
  }

  private want(what: 'changes' | 'everything'): Promise<void> {
    if (this.wanted !== 'everything') this.wanted = what;
    if (!this.isWorking) this.work = this.satisfy();
    return this.work;
  }

  private wait(frame: ChangedFrame | DeltaFrame): void {
    if (this.waiting.length < MAX_WAITING) this.waiting.push(frame);
    else if (frame.type === 'changed') this.ahead = Math.max(this.ahead, frame.seq);
  }

  private get isWorking(): boolean {
    return this.retries.isTrying(PULL);
  }

  /** One pull at a time, until there is no reason for another. */
  private satisfy(): Promise<void> {
    return this.retries.untilDone(PULL, () => {
      const { wanted } = this;
      this.wanted = 'nothing';
      return wanted === 'nothing' ? undefined : this.pullNow(wanted);
    });
  }

  private async pullNow(what: 'changes' | 'everything'): Promise<void> {
    const { slots, signal } = this.options;
    try {
      await slots.run(() => (what === 'everything' ? this.fetchAnew() : this.pull()));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ClientError && error.status === 404) return this.options.onDropped(error);
      void this.want(error instanceof OtherHistory ? 'everything' : what);
      throw error;
    }
    if (this.wanted === 'nothing') this.catchUp();
  }

  /** Judges again what arrived during a pull. */
  private catchUp(): void {
    const [frames, ahead] = [this.waiting, this.ahead];
    [this.waiting, this.ahead] = [[], 0];
    for (const frame of frames)
      if (frame.type === 'delta') this.replies.hear(frame);
      else if (this.replica.apply(frame) === 'pull') this.wanted = 'changes';
    if (ahead > this.replica.seq) this.wanted = 'changes';
    this.options.onChanged();
  }

  private async pull(): Promise<void> {
    for await (const page of this.options.pages.changedAfter(this.replica.seq)) this.takePage(this.replica, page);
  }

  /** Builds a new copy aside and puts it in place at once: until then readers see the chat as it was. */
  private async fetchAnew(): Promise<void> {
    const { window } = this.options;
    this.epoch = undefined;
    const fetched = window === 'all' ? undefined : await this.fetchWindow(window);
    this.replica.become(fetched ?? (await this.fetchAll()));
  }

  private async fetchAll(): Promise<ChatReplica> {
    const replica = new ChatReplica();
    for await (const page of this.options.pages.changedAfter(0)) this.takePage(replica, page);
    return replica;
  }

  /** Undefined when the chat changes so fast that no two answers are of the same number. */
  private async fetchWindow(limit: number): Promise<ChatReplica | undefined> {
    const { pages } = this.options;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const outline = await pages.outline();
      const latest = await pages.latest(limit);
      this.epoch = outline.epoch;
      if (outline.last_seq === latest.last_seq) return ChatReplica.window(outline, latest);
    }
    return undefined;
  }

  private takePage(replica: ChatReplica, page: MessagePage): void {
    this.epoch ??= page.epoch;
    if (page.epoch !== this.epoch || page.last_seq < replica.seq) throw new OtherHistory();
    replica.applyPage(page, page.next_cursor === null);
  }
}

/** The server has lost commits: what is held may never have been. */
class OtherHistory extends Error {}
