import { expect } from '@jest/globals';
import { ChatReplica } from '#libs/client';
import type { MessageListDto } from '#libs/message';
import { ok } from './expectations.js';
import type { Person } from './two-servers.js';

/** A client's copy of a chat, kept by `after_seq` alone, whose pages come in the order that events.md promises. */
export class LocalCopy {
  private readonly replica = new ChatReplica();
  private pages = 0;

  constructor(
    private readonly person: Person,
    private readonly chatId: number,
    private readonly limits: readonly number[],
  ) {}

  get lastSeq(): number {
    return this.replica.seq;
  }

  /** Applies everything since the number that the copy has. */
  async pull(): Promise<void> {
    let reached: readonly [seq: number, id: number] = [this.lastSeq, Number.MAX_SAFE_INTEGER];
    let page = await this.page({ after_seq: this.lastSeq });
    for (;;) {
      for (const message of page.data) {
        const place = [message.change_seq, message.id] as const;
        expect(compare(reached, place)).toBeLessThan(0);
        expect(message.change_seq).toBeLessThanOrEqual(page.last_seq);
        reached = place;
      }
      expect(page.last_seq).toBeGreaterThanOrEqual(this.lastSeq);
      this.replica.applyPage(page, page.next_cursor === null);
      if (page.next_cursor === null) return;
      page = await this.page({ cursor: page.next_cursor });
    }
  }

  ids(): number[] {
    return this.replica.messages.map(({ id }) => id);
  }

  /** All of it. */
  state() {
    const { messages, watermarks, chat } = this.replica;
    return {
      messages,
      watermarks: Object.fromEntries(watermarks),
      title: chat?.title,
      participants: chat?.participants,
    };
  }

  private page(query: Record<string, string | number>): Promise<MessageListDto> {
    const nth = this.pages++;
    const limit = this.limits[nth % this.limits.length] ?? 50;
    return ok(this.person.at(nth).listMessages(this.chatId, { ...query, limit }));
  }
}

function compare([seq, id]: readonly [number, number], [otherSeq, otherId]: readonly [number, number]): number {
  return seq - otherSeq || id - otherId;
}
