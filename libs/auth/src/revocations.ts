import { invalidToken } from './token-reasons.js';
import type { Caller } from './caller.js';

/** The tokens of a person that were issued before a moment count no more. */
export interface Revocation {
  readonly userId: string;
  /** In ms since 1970. */
  readonly before: number;
}

interface Watcher {
  readonly caller: Caller;
  readonly revoked: () => void;
}

/**
 * Whose tokens count no more, in memory, so that asking costs a request next to nothing. Lib identity brings it what was
 * revoked. Beyond 100,000 people the oldest revocations are kept as one: their latest moment then holds for everybody.
 */
export class Revocations {
  /** People whose revocation is remembered one by one. */
  static readonly maxPeople = 100_000;
  /** Oldest first. */
  private readonly moments = new Map<string, number>();
  private everybodys = -Infinity;
  private readonly watchers = new Map<string, Set<Watcher>>();

  /** @param revocations the oldest first */
  add(revocations: Iterable<Revocation>): void {
    const before = this.everybodys;
    for (const { userId, before: moment } of revocations) {
      if ((this.moments.get(userId) ?? this.everybodys) >= moment) continue;
      this.moments.delete(userId);
      this.moments.set(userId, moment);
      if (this.moments.size > Revocations.maxPeople) this.forgetOldest();
      this.tell(this.watchers.get(userId));
    }
    if (this.everybodys > before) for (const watchers of this.watchers.values()) this.tell(watchers);
  }

  /** @throws Unauthorized when the caller's token was revoked */
  refuse(caller: Caller): void {
    if (this.has(caller)) throw invalidToken('revoked');
  }

  /**
   * Calls `revoked` once the caller's token is, which may be at once.
   * @returns a function that ends the watch; the caller must call it
   */
  watch(caller: Caller, revoked: () => void): () => void {
    const { subject } = caller;
    const watcher = { caller, revoked };
    const watchers = this.watchers.get(subject) ?? new Set();
    this.watchers.set(subject, watchers.add(watcher));
    if (this.has(caller)) revoked();
    return () => {
      if (watchers.delete(watcher) && watchers.size === 0) this.watchers.delete(subject);
    };
  }

  private has({ subject, issuedAt }: Caller): boolean {
    return issuedAt < this.everybodys || issuedAt < (this.moments.get(subject) ?? -Infinity);
  }

  private tell(watchers: ReadonlySet<Watcher> = new Set()): void {
    for (const { caller, revoked } of watchers) if (this.has(caller)) revoked();
  }

  private forgetOldest(): void {
    const [oldest] = this.moments;
    if (oldest === undefined) return;
    const [userId, moment] = oldest;
    this.moments.delete(userId);
    this.everybodys = Math.max(this.everybodys, moment);
  }
}
