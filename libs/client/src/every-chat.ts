import { BACK_OFF } from './back-off.js';
import { ChatApi } from './chat-api.js';
import { ChatFeed, type FeedStatus } from './chat-feed.js';
import { chooseTransport } from './choose-transport.js';
import { ClientError } from './client-error.js';
import { type DueChat, DueChats } from './due-chats.js';
import { Emitter } from './emitter.js';
import type { EveryChatOptions, EveryChatPlace } from './every-chat-options.js';
import { Http } from './http.js';
import { MessagePages } from './message-pages.js';
import { pauseBeforeRetry } from './retry-pause.js';
import { judge } from './sync-rule.js';
import { pause } from './waiting.js';
import { WakeUp } from './wake-up.js';
import type { Frame, HelloFrame } from './wire.js';

/** Chats that are handled at the same time. */
const AT_ONCE = 8;
/** A change may be committed this much later than its time. */
const OVERLAP_MS = 60_000;

interface EveryChatEvents {
  /** Everything before is handled: store it. */
  place: [EveryChatPlace];
  status: [FeedStatus];
  /** Something failed, and is tried again. */
  error: [unknown];
}

/**
 * Follows every chat, for a service: each change is handled at least once, in its latest state and in order within a
 * chat, also when connections are cut or processes killed in between.
 */
export class EveryChat extends Emitter<EveryChatEvents> {
  readonly api: ChatApi;
  private readonly stopped = new AbortController();
  private readonly feed: ChatFeed;
  private readonly due = new DueChats();
  private readonly wakeUp = new WakeUp();
  /** Up to where everything was heard; undefined until the walk that a hello asks for is over. */
  private heard: EveryChatPlace | undefined;
  private place: EveryChatPlace | undefined;
  /** The numbers that the application has are of a database that is no more. */
  private isAnotherHistory = false;
  private walks = 0;

  constructor(private readonly options: EveryChatOptions) {
    super();
    const stopped = this.stopped.signal;
    const { backOff = BACK_OFF, restart = BACK_OFF } = options;
    this.place = options.place;
    const http = new Http({ ...options, stopped, onTokenRefused: (error) => this.emit('error', error) });
    this.api = new ChatApi(http);
    this.feed = new ChatFeed({
      transport: chooseTransport(options, http),
      tokens: http.tokens,
      bounds: { backOff, restart },
      stopped,
      checkToken: () => this.api.listChats({ query: { limit: 1 } }),
      onFrame: (frame) => this.hear(frame),
      onStatus: (status) => this.emit('status', status),
    });
  }

  /** Resolves once it is stopped. */
  async run(): Promise<void> {
    await Promise.all([this.feed.run(), this.work()]);
  }

  stop(): void {
    this.stopped.abort();
  }

  private hear(frame: Frame): void {
    if (frame.type === 'hello') void this.walk(frame, ++this.walks);
    if (frame.type === 'changed') this.due.add(frame.chat_id, frame.seq, frame);
    if (frame.type === 'heads') {
      for (const { id, last_seq } of frame.chats) this.due.add(id, last_seq);
      if (this.heard !== undefined && frame.at !== undefined) this.heard = { ...this.heard, since: frame.at };
    }
    this.wakeUp.wake();
  }

  /** What changed while nothing was heard. A later hello, or the next try, begins again. */
  private async walk({ epoch, at }: HelloFrame, nth: number): Promise<void> {
    this.heard = undefined;
    this.isAnotherHistory = this.place !== undefined && this.place.epoch !== epoch;
    const since = this.isAnotherHistory ? undefined : this.place?.since;
    for (let attempt = 0; nth === this.walks && !this.stopped.signal.aborted; attempt++) {
      try {
        for (const status of [undefined, 'DELETED'] as const) await this.find(since, status);
        if (nth === this.walks && at !== undefined) this.heard = { epoch, since: at };
        return this.wakeUp.wake();
      } catch (error) {
        await this.retry(error, attempt);
      }
    }
  }

  private async find(since: string | undefined, status: 'DELETED' | undefined): Promise<void> {
    const updated_since = since && new Date(Date.parse(since) - OVERLAP_MS).toISOString();
    for (let cursor: string | undefined; ;) {
      const query = cursor === undefined ? { updated_since, status, limit: 100 } : { cursor, limit: 100 };
      const { data, next_cursor } = await this.api.listChats({ query });
      for (const { id, last_seq } of data) this.due.add(id, last_seq);
      this.wakeUp.wake();
      if (next_cursor === null) return;
      cursor = next_cursor;
    }
  }

  private async work(): Promise<void> {
    const stopped = this.stopped.signal;
    for (let failures = 0; !stopped.aborted;) {
      if (this.due.isEmpty) {
        this.arrive();
        await this.sleep();
        continue;
      }
      const failed = (await Promise.all(this.due.take(AT_ONCE).map((due) => this.tryToHandle(due)))).flat();
      failures = failed.length === 0 ? 0 : failures + 1;
      if (failed.length > 0) await this.retry(failed[0], failures - 1);
    }
  }

  /** @returns why it failed; it is due again then */
  private async tryToHandle(due: DueChat): Promise<unknown[]> {
    try {
      await this.handle(due);
      return [];
    } catch (error) {
      this.due.add(due.chatId, due.seq);
      return [error];
    }
  }

  private async handle({ chatId, seq, frame }: DueChat): Promise<void> {
    const mine = this.isAnotherHistory ? undefined : await this.options.seqOf(chatId);
    if (mine !== undefined && seq <= mine) return;
    const isNext = frame !== undefined && judge(mine ?? -1, frame) === 'apply';
    if (isNext && frame.chat?.status !== 'DELETED') await this.options.take(frame);
    else await this.pull(chatId, mine);
  }

  /** A number beyond the chat's is of another history: the chat is told from its beginning. */
  private async pull(chatId: number, mine = 0): Promise<void> {
    const pages = new MessagePages(this.api, chatId, this.stopped.signal);
    try {
      for await (const page of pages.changedAfter(mine)) {
        if (page.last_seq < mine) return await this.pull(chatId, 0);
        const { data: messages, chat, receipts } = page;
        const seq = page.has_more ? mine : page.last_seq;
        await this.options.take({
          chat_id: chatId,
          seq,
          messages,
          ...(chat && { chat }),
          ...(receipts && { receipts }),
        });
      }
    } catch (error) {
      if (!(error instanceof ClientError && error.status === 404)) throw error;
      await this.options.drop(chatId);
    }
  }

  /** Nothing is due: all that was heard is handled. */
  private arrive(): void {
    const { heard, place } = this;
    if (heard === undefined || (heard.since === place?.since && heard.epoch === place.epoch)) return;
    this.place = heard;
    this.isAnotherHistory = false;
    this.emit('place', heard);
  }

  private async retry(error: unknown, attempt: number): Promise<void> {
    const stopped = this.stopped.signal;
    if (!stopped.aborted) this.emit('error', error);
    await pauseBeforeRetry(error, attempt, this.options.backOff ?? BACK_OFF, stopped);
  }

  private sleep(): Promise<void> {
    return pause(60_000, this.stopped.signal, this.wakeUp.signal);
  }
}
