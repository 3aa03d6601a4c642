import { type Closing, refusal, whenClosed } from '#libs/http';
import { RealtimeErrors } from './realtime-errors.js';

/** How many connections and waiting requests somebody has in this process. */
export class ConnectionCounts {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /**
   * Counts until it is closed. It has to be called before anything is awaited; else any number could pass at once.
   * @throws ApiError 429 `too_many_feeds`
   */
  count(who: string, connection: Closing): void {
    const open = this.counts.get(who) ?? 0;
    if (open >= this.most) throw refusal(RealtimeErrors.too_many_feeds, this.most);
    this.counts.set(who, open + 1);
    whenClosed(connection, () => this.release(who));
  }

  private release(who: string): void {
    const left = (this.counts.get(who) ?? 1) - 1;
    if (left === 0) this.counts.delete(who);
    else this.counts.set(who, left);
  }
}
