import { type BeforeApplicationShutdown, Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SETTINGS, type Settings } from '#libs/config';
import { type ApiError, loggableError, refusal } from '#libs/http';
import { LimitErrors } from './limit-errors.js';
import { type Usage, UsageByDay } from './usage-by-day.js';
import { StoredUsageRepository } from './stored-usage.repository.js';

const MEGABYTE = 1_000_000;
/** In ms. Usage is written at most this long after it was added, in one statement for everybody. */
const WRITE_AFTER_MS = 1_000;
/** In ms. A person's usage is read again after this time, unless it was written meanwhile. */
const KNOWN_MS = 60_000;
const MAX_KNOWN = 20_000;
/** People per statement. */
const BATCH = 1_000;
/** People whose usage waits to be written. Beyond this number it is lost: the table cannot be written at all. */
const MAX_WAITING = 100_000;

interface Known {
  readonly day: string;
  readonly bytes: number;
}

/**
 * How many bytes each person has stored today (UTC): message content, metadata, and text extracted from documents. A
 * change asks before it begins and adds after its commit; it locks no row of a person. A server decides by what it knew
 * up to a second ago, so a burst, or requests through several servers within that second, may exceed the quota.
 */
@Injectable()
export class StoredBytes implements BeforeApplicationShutdown {
  private readonly logger = new Logger(StoredBytes.name);
  /** 0 = unlimited. */
  private readonly quotaMb: number;
  /** Added here and not yet written, and what is just being written. */
  private waiting = new UsageByDay();
  private writing = new UsageByDay();
  private readonly known = new LRUCache<string, Known>({ max: MAX_KNOWN, ttl: KNOWN_MS });
  private readonly reads = new Map<string, Promise<number>>();
  private timer: NodeJS.Timeout | undefined;
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly rows: StoredUsageRepository,
    @Optional() @Inject(SETTINGS) settings?: Pick<Settings, 'STORED_MB_PER_USER_PER_DAY'>,
  ) {
    this.quotaMb = settings?.STORED_MB_PER_USER_PER_DAY ?? 0;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.write();
    this.lose(this.waiting.clear());
  }

  /** The refusal for a person who would exceed the quota; a service as itself is never refused. */
  async refusal(userId: string | undefined, bytes: number): Promise<ApiError | undefined> {
    if (this.quotaMb === 0 || userId === undefined) return undefined;
    const used = await this.usedToday(userId);
    const isTooMuch = used + bytes > this.quotaMb * MEGABYTE;
    return isTooMuch
      ? refusal(LimitErrors.quota_exceeded, this.quotaMb, `${dayOf(Date.now() + 86_400_000)}T00:00:00Z`)
      : undefined;
  }

  /** After the commit. */
  add(userId: string | undefined, bytes: number): void {
    if (this.quotaMb === 0 || userId === undefined) return;
    this.waiting.add({ day: dayOf(Date.now()), userId, bytes });
    this.writeSoon();
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS).unref();
  }

  /** Writes what waits, one statement at a time. */
  write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.written = this.written.then(() => this.writeAll());
    return this.written;
  }

  private async usedToday(userId: string): Promise<number> {
    const day = dayOf(Date.now());
    const known = this.known.get(userId);
    const stored = known?.day === day ? known.bytes : await this.read(userId, day);
    return stored + this.waiting.of(day, userId) + this.writing.of(day, userId);
  }

  /** Simultaneous requests share one read. */
  private read(userId: string, day: string): Promise<number> {
    const running = this.reads.get(userId);
    if (running !== undefined) return running;
    const reading = this.rows
      .find(userId, day)
      .then((bytes) => this.learn(userId, day, bytes))
      .finally(() => this.reads.delete(userId));
    this.reads.set(userId, reading);
    return reading;
  }

  /** Usage only grows within a day, so a read that is older than the last write is ignored, as is an earlier day. */
  private learn(userId: string, day: string, bytes: number): number {
    const known = this.known.get(userId);
    if (known !== undefined && known.day > day) return bytes;
    const most = known?.day === day ? Math.max(known.bytes, bytes) : bytes;
    this.known.set(userId, { day, bytes: most });
    return most;
  }

  private async writeAll(): Promise<void> {
    [this.writing, this.waiting] = [this.waiting, new UsageByDay()];
    try {
      for (let batch = this.writing.first(BATCH); batch !== undefined; batch = this.writing.first(BATCH)) {
        const { day, added } = batch;
        const sums = await this.rows.add(day, added);
        for (const [userId] of added) this.writing.delete(day, userId);
        for (const { user_id, bytes } of sums) this.learn(user_id, day, bytes);
      }
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'stored bytes were not counted yet');
      const unwritten = this.writing.clear();
      const kept = Math.max(0, MAX_WAITING - this.waiting.size);
      for (const usage of unwritten.slice(0, kept)) this.waiting.add(usage);
      this.lose(unwritten.slice(kept));
      this.writeSoon();
    }
  }

  private lose(lost: readonly Usage[]): void {
    if (lost.length > 0) this.logger.error(`stored bytes of ${lost.length} people are lost`);
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
