import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type Caller, Revocations } from '#libs/auth';
import { type Closing, Deadline, Drain, whenClosed } from '#libs/http';
import type { ChangesSince } from '#libs/message';
import { ChangedFrame } from './changed-frame.js';
import type { Feed } from './feed.js';
import type { Frame } from './frame.js';
import { Hub } from './hub.js';
import { type Asked, SharedSync } from './shared-sync.js';

interface Waiting {
  readonly caller: Caller;
  readonly seconds: number;
  readonly answer: Closing;
}

/** `Prefer: wait=N`: an answer that waits for the next change. */
@Injectable()
export class LongPoll implements BeforeApplicationShutdown {
  private readonly ended = new AbortController();

  constructor(
    private readonly hub: Hub,
    private readonly shared: SharedSync,
    private readonly revocations: Revocations,
    drain: Drain,
  ) {
    drain.onBegin(() => this.ended.abort());
  }

  beforeApplicationShutdown(): void {
    this.ended.abort();
  }

  /**
   * Reads at once. When the chat is at exactly this seq, it waits for a change or the end of the time, and reads again.
   * It does not wait for a seq greater than the chat's: the client must learn that its seq is wrong.
   * @throws ChatNotFound; Unauthorized when the caller's token is revoked meanwhile
   */
  async newerThan(asked: Asked, { caller, seconds, answer }: Waiting): Promise<ChangesSince> {
    const { chatId, seq } = asked;
    const limit = new Deadline(seconds * 1000, this.ended.signal);
    const unwatch = this.revocations.watch(caller, () => limit.close());
    let isGone = false;
    whenClosed(answer, () => {
      isGone = true;
      limit.close();
    });
    const listener = new Listener(seq, limit.signal);
    this.hub.listen(chatId, listener);
    try {
      const changes = await this.shared.read(asked);
      if (changes.page.lastSeq !== seq || limit.signal.aborted) return changes;
      await listener.heard;
      this.revocations.refuse(caller);
      return isGone ? changes : await this.shared.read(asked);
    } finally {
      limit.close();
      unwatch();
      this.hub.unlisten(chatId, listener);
    }
  }
}

/** Wakes at any change of the chat; the read decides who may see it. */
class Listener implements Feed {
  readonly userId = undefined;
  readonly heard: Promise<void>;
  private wake: () => void = () => undefined;

  constructor(
    private readonly seq: number,
    limit: AbortSignal,
  ) {
    this.heard = new Promise((resolve) => (this.wake = resolve));
    limit.addEventListener('abort', () => this.wake(), { once: true });
  }

  hear(frame: Frame | ChangedFrame): void {
    if (frame instanceof ChangedFrame && frame.seq > this.seq) this.wake();
  }

  dismiss(): void {
    this.wake();
  }

  missed(): void {
    this.wake();
  }
}
