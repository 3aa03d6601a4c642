import { Bus } from '#libs/bus';
import { characters } from '#libs/http';
import type { MessageWorkService } from '#libs/message';
import type { Citation, Written } from '../writing/writer.js';
import type { Lease } from './lease.js';
import { partMetadata } from './rag-metadata.dto.js';
import { retryWhileUnavailable } from './retry-while-unavailable.js';

/** Least time between two saves of a reply, in ms: what is read sooner costs a write of the row each. */
const SAVE_EVERY_MS = 150;
/** Code points in one delta: the bus carries 7,900 bytes, and one may take four of them. */
const MAX_DELTA = 1_500;

/**
 * Sends the text of a reply: saves it first and tells it afterwards, so that text which somebody has seen is never taken
 * back, whichever process dies.
 */
export class ReplyStream {
  private pending = '';
  private citations: readonly Citation[] = [];
  private pushed = 0;
  private saved = 0;
  private savedCitations = 0;
  private savedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private failure: unknown;

  constructor(
    private readonly lease: Lease,
    private readonly service: MessageWorkService,
    private readonly bus: Bus,
    private readonly mode: Written['mode'],
  ) {}

  /** Code points so far, saved or not. */
  get length(): number {
    return this.pushed;
  }

  /**
   * @param citations of the reply up to the end of this text
   * @throws what kept earlier text from being saved
   */
  push(text: string, citations: readonly Citation[]): void {
    if (this.failure !== undefined) throw this.failure as Error;
    this.pending += text;
    this.pushed += characters(text);
    this.citations = citations;
    const wait = Math.max(0, this.savedAt + SAVE_EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => this.save(), wait);
  }

  /** Whether anybody may have seen text of it. */
  get isSeen(): boolean {
    return this.saved > 0;
  }

  /** Resolves once everything is saved. @throws what kept it from being saved */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    this.save();
    await this.saving;
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private save(): void {
    this.timer = undefined;
    this.saving = this.saving.then(() => this.saveNow()).catch((error: unknown) => void (this.failure ??= error));
  }

  private async saveNow(): Promise<void> {
    const { pending: text, citations, lease } = this;
    if (text === '' || lease.signal.aborted) return;
    this.pending = '';
    this.savedAt = performance.now();
    const hasNewCitations = citations.length > this.savedCitations;
    const metadata = partMetadata(citations, lease.work.attempt, this.mode);
    const written = { text, offset: this.saved, hasNewCitations, metadata };
    const chatSeq = await retryWhileUnavailable(lease.signal, () =>
      this.service.append(lease.work, written, lease.seconds),
    );
    if (chatSeq === undefined) return lease.check();
    this.savedCitations = citations.length;
    this.tell(text, chatSeq);
  }

  private tell(text: string, chatSeq: number): void {
    const { chatId, messageId, attempt } = this.lease.work;
    const points = Array.from(text);
    for (let from = 0; from < points.length; from += MAX_DELTA) {
      const part = points.slice(from, from + MAX_DELTA).join('');
      const delta = { chat_id: chatId, message_id: messageId, attempt, offset: this.saved + from, text: part };
      this.bus.publish({ kind: 'delta', chatId, chatSeq, data: JSON.stringify(delta) });
    }
    this.saved += points.length;
  }
}
