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
import { ClaimLoop } from '#libs/database';
import { Drain, loggableError } from '#libs/http';
import { type ClaimedWork, MessageWorkService } from '#libs/message';
import type { ReplySettings } from './reply-settings.js';
import { FileJob } from './file-job.js';
import { Lease } from './lease.js';
import { ReplyJob } from './reply-job.js';
import { ReplyMetrics } from './reply-metrics.js';
import { WorkLane } from './work-lane.js';

/** A lost hint is noticed within this time, in ms. */
const CLAIM_EVERY_MS = 2_000;

/**
 * Does the server's work as it comes, as much at once as the settings say, beside all other processes that do. A process
 * has each piece for a lease; when it dies, another takes the piece over after that.
 */
@Injectable()
export class WorkLoop implements OnApplicationBootstrap, BeforeApplicationShutdown, HintListener {
  private readonly logger = new Logger(WorkLoop.name);
  private readonly claiming = new ClaimLoop({
    of: WorkLoop.name,
    failed: 'work cannot be claimed; it is tried again',
    everyMs: CLAIM_EVERY_MS,
    claim: () => this.claim(),
  });
  private readonly leases = new Set<Lease>();
  /** Apart, so that no file keeps a reply waiting. */
  private readonly lanes: readonly WorkLane[];

  constructor(
    @Inject(SETTINGS) private readonly settings: ReplySettings,
    private readonly service: MessageWorkService,
    private readonly replies: ReplyJob,
    private readonly files: FileJob,
    private readonly metrics: ReplyMetrics,
    private readonly bus: Bus,
    @Optional() drain?: Drain,
  ) {
    drain?.onBegin(() => this.claiming.stop());
    this.lanes = [new WorkLane('reply', settings.REPLY_CONCURRENCY), new WorkLane('file', settings.FILE_CONCURRENCY)];
  }

  onApplicationBootstrap(): void {
    if (this.settings.WORKER === 'off') return;
    this.bus.listen(this);
    this.claiming.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const lease of this.leases) lease.giveUp('shutdown');
    await this.claiming.end();
  }

  heard(hint: Hint): void {
    if (hint.kind === 'work') {
      this.check(hint.chatId, hint.messageId);
      this.claiming.wake();
    }
    // Title, status or people of the chat have changed: it may be deleted.
    if (hint.kind === 'changed' && hint.seq === hint.chatSeq) this.check(hint.chatId);
  }

  missed(): void {
    for (const lease of this.leases) void lease.check();
    this.claiming.wake();
  }

  private check(chatId: number, messageId?: number): void {
    for (const lease of this.leases)
      if (lease.work.chatId === chatId && (messageId ?? lease.work.messageId) === lease.work.messageId)
        void lease.check();
  }

  /** One piece after the other while there is any and there is room. */
  private async claim(): Promise<void> {
    const { REPLY_LEASE_SECONDS: leaseSeconds, REPLIES_PER_USER: maxReplies } = this.settings;
    for (const lane of this.lanes)
      while (!this.claiming.isStopped) {
        const work = await lane.claim(this.service, { leaseSeconds, maxReplies });
        if (work === undefined) break;
        this.begin(work, lane, leaseSeconds);
      }
  }

  private begin(work: ClaimedWork, lane: WorkLane, leaseSeconds: number): void {
    if (work.claims > 1) this.metrics.leasesLost.inc();
    const lease = new Lease(work, this.service, leaseSeconds);
    this.leases.add(lease);
    const done = this.run(work, lease).finally(() => {
      lease.stopRenewing();
      lane.giveBack(work);
      this.leases.delete(lease);
    });
    this.claiming.run(done);
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
