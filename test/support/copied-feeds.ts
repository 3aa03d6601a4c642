import { expect } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { FeedCopy, freshlySeen, numberOf } from './feed-copy.js';
import type { LiveFeeds } from './live-feeds.js';

/** Copies of a chat over every kind of connection of one reader; one of them looks at its frames only at the end. */
export class CopiedFeeds {
  private readonly sleepers: FeedCopy[] = [];
  private copies: FeedCopy[] = [];

  static async of(live: LiveFeeds, reader: ApiClient, chatId: number): Promise<CopiedFeeds> {
    const feeds = [await live.socket(reader), await live.ofUser(reader), await live.ofChat(reader, chatId)];
    await feeds[2]!.next('hello');
    const copied = new CopiedFeeds(reader, chatId);
    for (const feed of feeds) copied.copies.push(await FeedCopy.of(reader, chatId, feed));
    copied.sleepers.push(await FeedCopy.of(reader, chatId, feeds[0]!));
    return copied;
  }

  private constructor(
    private readonly reader: ApiClient,
    private readonly chatId: number,
  ) {}

  /** Carries out steps, each a change, and holds the copies against a fresh look after each. */
  async follow(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      const before = await numberOf(this.reader, this.chatId);
      await step();
      const fresh = await freshlySeen(this.reader, this.chatId);
      expect({ step: step.toString(), seq: fresh.seq }).toEqual({ step: step.toString(), seq: before + 1 });
      for (const copy of this.copies) expect(await copy.upTo(fresh.seq)).toEqual(fresh);
    }
  }

  /** Holds them against a fresh look now; those that slept apply all their frames at once. */
  async expectInStep(): Promise<void> {
    const fresh = await freshlySeen(this.reader, this.chatId);
    for (const copy of [...this.copies, ...this.sleepers]) expect(await copy.upTo(fresh.seq)).toEqual(fresh);
  }
}
