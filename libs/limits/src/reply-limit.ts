import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { LimitMetrics } from './limit-metrics.js';
import { RateLimits } from './rate-limits.js';

/** A change calls it when it opens a reply. @throws ApiError 429 `rate_limited` */
export type OpensReply = () => void;

/**
 * Limits how many replies people open: a reply costs more than the message that asks for it. Whether a message opens
 * one is known only under the chat's lock, where only the database may be asked. So the limit is looked up
 * before the change and counted after its commit; replies opened at the same moment may exceed it by a few.
 */
@Injectable()
export class ReplyLimit {
  constructor(
    private readonly limits: RateLimits,
    private readonly metrics: LimitMetrics,
  ) {}

  /** A service is counted under the user that it asks for, apart from that user's own requests. */
  async around<T>({ senderId, isService }: Actor, change: (opensReply: OpensReply) => Promise<T>): Promise<T> {
    const who = { subject: senderId, isService };
    const refusal = await this.limits.look(who, 'reply');
    let hasOpened = false;
    const done = await change(() => {
      if (refusal !== undefined) throw refusal;
      hasOpened = true;
    }).catch((error: unknown) => {
      if (error === refusal) this.metrics.refused('reply', who);
      throw error;
    });
    // The reply is opened, and stays so when another request was faster.
    if (hasOpened) await this.limits.add(who, 'reply');
    return done;
  }
}
