import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Bus, type Hint, type HintListener } from '#libs/bus';
import { Drain, loggableError } from '#libs/http';
import { type ClaimedWork, MessageWorkService } from '#libs/message';
import type { ReplySettings } from './reply-settings.js';
import { FileJob } from './file-job.js';
import { Lease } from './lease.js';
import { ReplyJob } from './reply-job.js';
import { ReplyMetrics } from './reply-metrics.js';
import { WorkLane } from './work-lane.js';

/** A lost hint is noticed within this time, in ms. */
const LOOK_EVERY_MS = 2_000;
/** Jobs have this long to say how they are left when the process ends, in ms. */
const END_WITHIN_MS = 1_000;

/**
 * Does the server's work as it comes, as much at once as the settings say, beside all other processes that do. A process
 * has each piece for a lease; when it dies, another takes the piece over after that.
 */
@Injectable()
export class WorkLoop implements OnApplicationBootstrap, BeforeApplicationShutdown, HintListener {
  private readonly logger = new Logger(WorkLoop.name);
  private readonly running = new Map<Lease, Promise<void>>();
  /** Apart, so that no file keeps a reply waiting. */
  private readonly lanes: readonly WorkLane[];
  private timer: NodeJS.Timeout | undefined;
  private isTaking = false;
  private isCalled = false;
  private isEnding = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: ReplySettings,
    private readonly service: MessageWorkService,
    private readonly replies: ReplyJob,
    private readonly files: FileJob,
    private readonly metrics: ReplyMetrics,
    private readonly bus: Bus,
    @Optional() drain?: Drain,
  ) {
    drain?.onBegin(() => this.rest());
    this.lanes = [new WorkLane('reply', settings.REPLY_CONCURRENCY), new WorkLane('file', settings.FILE_CONCURRENCY)];
  }

  onApplicationBootstrap(): void {
    if (this.settings.WORKER === 'off') return;
    this.bus.listen(this);
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** Nothing new is begun. */
  rest(): void {
    this.isEnding = true;
    clearInterval(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.rest();
    for (const lease of this.running.keys()) lease.giveUp('shutdown');
    const limit = new Promise<void>((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
    await Promise.race([Promise.all(this.running.values()), limit]);
  }

  heard(hint: Hint): void {
    if (hint.kind === 'work') this.check(hint.chatId, hint.messageId);
    // Title, status or people of the chat have changed: it may be deleted.
    else if (hint.kind === 'changed' && hint.seq === hint.chatSeq) this.check(hint.chatId);
    if (hint.kind === 'work') this.look();
  }

  missed(): void {
    for (const lease of this.running.keys()) void lease.check();
    this.look();
  }

  private check(chatId: number, messageId?: number): void {
    for (const lease of this.running.keys())
      if (lease.work.chatId === chatId && (messageId ?? lease.work.messageId) === lease.work.messageId)
        void lease.check();
  }

  private look(): void {
    this.isCalled = true;
    if (!this.isTaking && !this.isEnding) void this.take();
  }

  /** Claims one piece after the other while there is any and there is room. */
  private async take(): Promise<void> {
    this.isTaking = true;
    try {
      while (this.isCalled) {
        this.isCalled = false;
        await this.takeAll();
      }
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'work cannot be claimed; it is tried again');
    } finally {
      this.isTaking = false;
    }
  }

  private async takeAll(): Promise<void> {
    const { REPLY_LEASE_SECONDS: leaseSeconds, REPLIES_PER_USER: maxReplies } = this.settings;
    for (const lane of this.lanes)
      while (!this.isEnding) {
        const work = await lane.claim(this.service, { leaseSeconds, maxReplies });
        if (work === undefined) break;
        this.begin(work, lane, leaseSeconds);
      }
  }

  private begin(work: ClaimedWork, lane: WorkLane, leaseSeconds: number): void {
    if (work.claims > 1) this.metrics.leasesLost.inc();
    const lease = new Lease(work, this.service, leaseSeconds);
    const done = this.run(work, lease).finally(() => {
      lease.stopRenewing();
      lane.giveBack(work);
      this.running.delete(lease);
      this.look();
    });
    this.running.set(lease, done);
  }

  /** Never throws; what fails here is taken again when the lease is over. */
  private async run(work: ClaimedWork, lease: Lease): Promise<void> {
    const job = work.kind === 'reply' ? this.replies : this.files;
    try {
      await job.run(work, lease);
    } catch (error) {
      const about = { chat_id: work.chatId, message_id: work.messageId, kind: work.kind };
      this.logger.error({ error: loggableError(error), ...about }, 'work was not finished');
    }
  }
}
