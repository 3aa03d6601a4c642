import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { RateLimits } from './rate-limits.js';

/** Said by a change when it opens a reply. @throws ApiError 429 `rate_limited` */
export type OpensReply = () => void;

/**
 * Limits the replies that people have opened, which cost more than the messages they come with. Only under the chat's
 * lock it is known whether a message opens one, and nothing but the database is asked there. So it is looked up before
 * and counted after the commit; those that run at once are judged together, and may be a few too many.
 */
@Injectable()
export class ReplyLimit {
  constructor(private readonly limits: RateLimits) {}

  /** A service is counted by whom it asks for, apart from what they ask themselves. */
  async around<T>({ senderId, isService }: Actor, change: (opensReply: OpensReply) => Promise<T>): Promise<T> {
    const who = { subject: senderId, isService };
    const refusal = await this.limits.look(who, 'reply');
    let hasOpened = false;
    const done = await change(() => {
      if (refusal !== undefined) throw refusal;
      hasOpened = true;
    });
    // It is done, and is not taken back when another one was faster.
    if (hasOpened) await this.limits.take(who, 'reply').catch(() => undefined);
    return done;
  }
}
