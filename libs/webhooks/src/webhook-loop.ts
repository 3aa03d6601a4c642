import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Bus, type Hint, type HintListener } from '#libs/bus';
import { type ClaimedDue, WebhookDueRepository } from '#libs/chat';
import { hasWebhooks, SETTINGS } from '#libs/config';
import { loggableError } from '#libs/http';
import { LEASE_SECONDS, WebhookDelivery } from './webhook-delivery.js';
import { FAILS_AFTER, type Turn, WebhookReceiverRepository } from './webhook-receiver.repository.js';
import type { WebhookSettings } from './webhook-settings.js';

/** A lost hint, or a try whose time has come, is noticed within this time, in ms. */
const LOOK_EVERY_MS = 1_000;
/** Calls of one process at once. */
const MAX_AT_ONCE = 8;
/** Calls have this long to be broken off when the process ends, in ms. */
const END_WITHIN_MS = 1_000;

/**
 * Tells the receiver of the chats that changed, a chat at a time for each slot, beside all other processes that do.
 * When a process dies, others take over its chats after their leases.
 */
@Injectable()
export class WebhookLoop implements OnApplicationBootstrap, BeforeApplicationShutdown, HintListener {
  private readonly logger = new Logger(WebhookLoop.name);
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private isTaking = false;
  private isCalled = false;
  /** While the receiver fails, nobody looks before this time, by `performance.now()`. */
  private restsUntil = 0;

  constructor(
    @Inject(SETTINGS) private readonly settings: WebhookSettings,
    private readonly bus: Bus,
    private readonly due: WebhookDueRepository,
    private readonly receiver: WebhookReceiverRepository,
    private readonly delivery: WebhookDelivery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.WORKER === 'off' || !hasWebhooks(this.settings)) return;
    this.bus.listen(this);
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort(new Error('the process ends'));
    const limit = new Promise<void>((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
    await Promise.race([Promise.all(this.running), limit]);
  }

  heard(hint: Hint): void {
    if (hint.kind === 'changed') this.look();
  }

  missed(): void {
    this.look();
  }

  private look(): void {
    if (performance.now() < this.restsUntil) return;
    this.isCalled = true;
    if (!this.isTaking && !this.ending.signal.aborted) void this.take();
  }

  /** Claims while there is something due, and room for it. */
  private async take(): Promise<void> {
    this.isTaking = true;
    try {
      while (this.isCalled && this.running.size < MAX_AT_ONCE && !this.ending.signal.aborted) {
        this.isCalled = false;
        await this.takeSome();
      }
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'webhooks cannot be claimed; it is tried again');
    } finally {
      this.isTaking = false;
    }
  }

  private async takeSome(): Promise<void> {
    const turn = await this.receiver.turn(LEASE_SECONDS);
    const isFailing = turn.failures >= FAILS_AFTER;
    if (isFailing && !turn.may_probe) {
      this.restsUntil = performance.now() + Math.min(LOOK_EVERY_MS, turn.wait_seconds * 1000);
      return;
    }
    const room = isFailing ? 1 : MAX_AT_ONCE - this.running.size;
    const claimed = isFailing ? await this.claimProbe() : await this.due.claim(LEASE_SECONDS, room);
    for (const due of claimed) this.begin(due, turn);
    // There may be more; while the receiver fails there is no second.
    if (claimed.length === room && !isFailing) this.isCalled = true;
    if (isFailing && claimed.length === 0) await this.receiver.tryNow();
  }

  /** A chat that has not failed: it may be what the others hold that the receiver does not take. */
  private async claimProbe(): Promise<ClaimedDue[]> {
    const unfailed = await this.due.claim(LEASE_SECONDS, 1, 'unfailed');
    return unfailed.length > 0 ? unfailed : await this.due.claim(LEASE_SECONDS, 1);
  }

  private begin(due: ClaimedDue, turn: Turn): void {
    const done = this.delivery.run(due, turn, this.ending.signal).finally(() => {
      this.running.delete(done);
      this.look();
    });
    this.running.add(done);
  }
}
