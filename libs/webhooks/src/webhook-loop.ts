import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Bus, type Hint, type HintListener } from '#libs/bus';
import { type ClaimedDue, WebhookDueRepository } from '#libs/chat';
import { hasWebhooks, SETTINGS } from '#libs/config';
import { ClaimLoop } from '#libs/database';
import { LEASE_SECONDS, WebhookDelivery } from './webhook-delivery.js';
import { FAILS_AFTER, WebhookReceiverRepository } from './webhook-receiver.repository.js';
import type { WebhookSettings } from './webhook-settings.js';

/** A lost hint, or a try whose time has come, is noticed within this time, in ms. */
const CLAIM_EVERY_MS = 1_000;
/** Calls of one process at once. */
const MAX_AT_ONCE = 8;

/**
 * Tells the receiver of the chats that changed, a chat at a time for each slot, beside all other processes that do.
 * When a process dies, others take over its chats after their leases.
 */
@Injectable()
export class WebhookLoop implements OnApplicationBootstrap, BeforeApplicationShutdown, HintListener {
  private readonly claiming = new ClaimLoop({
    of: WebhookLoop.name,
    failed: 'webhooks cannot be claimed; it is tried again',
    everyMs: CLAIM_EVERY_MS,
    claim: () => this.claim(),
  });
  private readonly ending = new AbortController();
  /** While the receiver fails, nothing is claimed before this time, by `performance.now()`. */
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
    this.claiming.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort(new Error('the process ends'));
    await this.claiming.end();
  }

  heard(hint: Hint): void {
    if (hint.kind === 'changed') this.claiming.wake();
  }

  missed(): void {
    this.claiming.wake();
  }

  private async claim(): Promise<void> {
    if (performance.now() < this.restsUntil || this.claiming.running >= MAX_AT_ONCE) return;
    const state = await this.receiver.check(LEASE_SECONDS);
    const isFailing = state.failures >= FAILS_AFTER;
    if (isFailing && !state.may_probe) {
      this.restsUntil = performance.now() + Math.min(CLAIM_EVERY_MS, state.wait_seconds * 1000);
      return;
    }
    const room = isFailing ? 1 : MAX_AT_ONCE - this.claiming.running;
    const claimed = isFailing ? await this.claimProbe() : await this.due.claim(LEASE_SECONDS, room);
    for (const due of claimed) this.claiming.run(this.delivery.run(due, state, this.ending.signal));
    // There may be more; while the receiver fails there is no second.
    if (claimed.length === room && !isFailing) this.claiming.wake();
    if (isFailing && claimed.length === 0) await this.receiver.tryNow();
  }

  /** A chat that has not failed: it may be what the others hold that the receiver does not take. */
  private async claimProbe(): Promise<ClaimedDue[]> {
    const unfailed = await this.due.claim(LEASE_SECONDS, 1, 'unfailed');
    return unfailed.length > 0 ? unfailed : await this.due.claim(LEASE_SECONDS, 1);
  }
}
