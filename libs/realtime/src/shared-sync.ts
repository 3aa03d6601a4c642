import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { ChatNotFound } from '#libs/chat';
import { MAX_ID } from '#libs/http';
import { type ChangesSince, firstOfPage, MessageReadService } from '#libs/message';

/** Reads at once; requests need the other connections. */
const MAX_READS = 2;

export interface Asked {
  readonly chatId: number;
  readonly seq: number;
  readonly limit: number;
  /** Undefined for a service as itself. */
  readonly userId: string | undefined;
}

interface Asker {
  readonly asked: Asked;
  readonly answer: (changes: Promise<ChangesSince> | ChangesSince) => void;
}

/**
 * The changes of a chat after a seq, read once for all requests that ask for them at the same time. Any number may
 * wait. Each request gets what its user may see, from the same snapshot.
 */
@Injectable()
export class SharedSync {
  private readonly limit = pLimit(MAX_READS);
  /** Requests whose read has not begun. */
  private readonly asking = new Map<string, Asker[]>();

  constructor(private readonly messages: MessageReadService) {}

  /**
   * Does not read before it returns.
   * @throws ChatNotFound
   */
  read(asked: Asked): Promise<ChangesSince> {
    return new Promise((answer) => {
      const key = `${asked.chatId} ${asked.seq}`;
      const together = this.asking.get(key);
      if (together !== undefined) return void together.push({ asked, answer });
      this.asking.set(key, [{ asked, answer }]);
      // After everything that one event wakes.
      setImmediate(() => void this.limit(() => this.answerAll(key)));
    });
  }

  private async answerAll(key: string): Promise<void> {
    const askers = this.asking.get(key) ?? [];
    this.asking.delete(key);
    const [first] = askers;
    if (first === undefined) return;
    try {
      const { changes, unread } = await this.readFor(first.asked, askers);
      for (const { asked, answer } of askers) answer(asSeenBy(asked, changes, unread));
    } catch (error) {
      for (const { answer } of askers) answer(Promise.reject(error as Error));
    }
  }

  private readFor({ chatId, seq }: Asked, askers: readonly Asker[]) {
    const userIds = [...new Set(askers.flatMap(({ asked }) => asked.userId ?? []))];
    const limit = Math.max(...askers.map(({ asked }) => asked.limit));
    const anchor = { walk: 'changes', seq, id: MAX_ID } as const;
    return this.messages.syncForAll({ chatId, filters: {}, anchor, limit }, userIds);
  }
}

function asSeenBy(
  { userId, limit }: Asked,
  changes: ChangesSince,
  unread: ReadonlyMap<string, number>,
): Promise<ChangesSince> | ChangesSince {
  const count = userId === undefined ? null : unread.get(userId);
  if (count === undefined) return Promise.reject(new ChatNotFound());
  const chat = changes.chat && { ...changes.chat, unread_count: count };
  return { ...changes, chat, page: firstOfPage(changes.page, limit) };
}
