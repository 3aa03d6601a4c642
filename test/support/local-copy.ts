import { expect } from '@jest/globals';
import type { MessageDto, MessageListDto } from '#libs/message';
import { ok } from './expectations.js';
import type { Person } from './two-servers.js';

/** A client's copy of a chat, kept by `after_seq` alone as events.md describes it. */
export class LocalCopy {
  lastSeq = 0;
  private readonly messages = new Map<number, MessageDto>();
  private readonly watermarks = new Map<string, [delivered: number, read: number]>();
  private chat: { readonly title?: string | undefined; readonly participants: readonly string[] } = {
    participants: [],
  };
  private pages = 0;

  constructor(
    private readonly person: Person,
    private readonly chatId: number,
    private readonly limits: readonly number[],
  ) {}

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
      this.apply(page);
      if (page.next_cursor === null) break;
      page = await this.page({ cursor: page.next_cursor });
    }
    expect(page.last_seq).toBeGreaterThanOrEqual(this.lastSeq);
    this.lastSeq = page.last_seq;
  }

  ids(): number[] {
    return [...this.messages.keys()].toSorted((a, b) => a - b);
  }

  /** All of it; a message's status and receipts can be left out, since a watermark changes those and no message. */
  state({ withStatus }: { withStatus: boolean }) {
    const messages = this.ids().map((id) => {
      const { status, receipts, ...kept } = this.messages.get(id)!;
      return withStatus ? { ...kept, status, receipts } : kept;
    });
    return { messages, watermarks: Object.fromEntries(this.watermarks), ...this.chat };
  }

  private apply({ data, chat, receipts = [] }: MessageListDto): void {
    for (const message of data) {
      const known = this.messages.get(message.id)?.change_seq ?? 0;
      expect(message.change_seq).toBeGreaterThan(known);
      this.messages.set(message.id, message);
    }
    for (const { user_id, delivered_up_to, read_up_to } of receipts)
      this.watermarks.set(user_id, [delivered_up_to, read_up_to]);
    if (chat !== undefined) this.chat = { title: chat.title, participants: chat.participants };
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
