import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import type { ChangedHint } from '#libs/bus';
import { loggableError } from '#libs/http';
import { ChangeReader } from './change-reader.js';
import { bareFrame, type ChangedFrame, toldFrame } from './changed-frame.js';
import type { EveryChatFeed } from './every-chat-feed.js';
import { EveryChatHeads } from './every-chat-heads.js';
import { EveryChatMetrics } from './every-chat-metrics.js';
import { MAX_HEADS } from './frame.dto.js';
import { Frame } from './frame.js';

/** Chats whose change is to be read; of further ones the feeds hear the number alone. */
const MAX_WAITING = 1_000;

/**
 * What the feeds of every chat in this process hear: each hint, as it comes. There is no channel to keep for each chat,
 * and nothing is put into order: the client's rule needs neither. Only a hint without the change is read, one at a
 * time, so that other feeds keep their share of the database.
 */
@Injectable()
export class EveryChat {
  private readonly logger = new Logger(EveryChat.name);
  private readonly feeds = new Set<EveryChatFeed>();
  private readonly limit = pLimit(1);
  /** The number after which each waiting chat is read. */
  private readonly waiting = new Map<number, number>();
  private isLooking = false;

  constructor(
    private readonly reader: ChangeReader,
    private readonly heads: EveryChatHeads,
    private readonly metrics: EveryChatMetrics,
  ) {}

  /** It hears what comes from now on. */
  join(feed: EveryChatFeed, at: string): void {
    if (this.feeds.size === 0) this.heads.begin(at);
    this.feeds.add(feed);
    this.metrics.open(this.feeds.size);
  }

  leave(feed: EveryChatFeed): void {
    this.feeds.delete(feed);
    this.metrics.open(this.feeds.size);
  }

  heard(hint: ChangedHint): void {
    if (this.feeds.size === 0) return;
    if (hint.data !== undefined) return this.tell(toldFrame(hint, hint.data));
    this.read(hint);
  }

  /** Looks for hints that were lost, and tells every feed what they were about. Never rejects. */
  async look(): Promise<void> {
    if (this.feeds.size === 0 || this.isLooking) return;
    this.isLooking = true;
    try {
      const { at, lost } = await this.heads.findUntold();
      this.metrics.lost(lost?.length ?? MAX_HEADS);
      if (lost !== undefined) return this.send(Frame.of('heads', { chats: lost, at }));
      const epoch = await this.reader.epoch();
      for (const feed of this.feeds) feed.greet(epoch, at);
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'lost hints are not looked for');
    } finally {
      this.isLooking = false;
    }
  }

  private read({ chatId, seq }: ChangedHint): void {
    const known = this.waiting.get(chatId);
    if (known === undefined && this.waiting.size >= MAX_WAITING) return this.tell(bareFrame(chatId, seq - 1, seq));
    this.waiting.set(chatId, Math.min(seq - 1, known ?? seq));
    if (known === undefined) void this.limit(() => this.tellRead(chatId, seq));
  }

  private async tellRead(chatId: number, seq: number): Promise<void> {
    const after = this.waiting.get(chatId) ?? seq - 1;
    this.waiting.delete(chatId);
    if (this.feeds.size === 0) return;
    try {
      for await (const frame of this.reader.changesOf(chatId, after, seq)) this.tell(frame);
    } catch (error) {
      this.logger.warn({ error: loggableError(error), chat_id: chatId }, 'a change is told by its number alone');
      this.tell(bareFrame(chatId, seq - 1, seq));
    }
  }

  private tell(frame: ChangedFrame): void {
    this.heads.told(frame);
    this.send(frame);
  }

  private send(frame: Frame): void {
    this.metrics.told(frame.event);
    for (const feed of this.feeds) feed.hear(frame);
  }
}
