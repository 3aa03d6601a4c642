import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Drain } from '#libs/http';
import type { ChangesSince } from '#libs/message';
import { ChangedFrame } from './changed-frame.js';
import type { Feed } from './feed.js';
import type { Frame } from './frame.js';
import { Hub } from './hub.js';
import { type Asked, SharedSync } from './shared-sync.js';

interface Waiting {
  readonly seconds: number;
  /** Aborted when the client is. */
  readonly gone: AbortSignal;
}

/** `Prefer: wait=N`: an answer that waits for something newer. */
@Injectable()
export class LongPoll implements BeforeApplicationShutdown {
  private readonly ended = new AbortController();

  constructor(
    private readonly hub: Hub,
    private readonly shared: SharedSync,
    drain: Drain,
  ) {
    drain.onBegin(() => this.ended.abort());
  }

  beforeApplicationShutdown(): void {
    this.ended.abort();
  }

  /**
   * Reads at once, and once more when the chat was at just that number and then is at another, or the time is over. A
   * number beyond the chat's is not waited for: whoever has it must hear that it is none.
   * @throws ChatNotFound
   */
  async newerThan(asked: Asked, { seconds, gone }: Waiting): Promise<ChangesSince> {
    const { chatId, seq } = asked;
    const limit = AbortSignal.any([gone, this.ended.signal, AbortSignal.timeout(seconds * 1000)]);
    const listener = new Listener(seq, limit);
    this.hub.listen(chatId, listener);
    try {
      const changes = await this.shared.read(asked);
      if (changes.page.lastSeq !== seq || limit.aborted) return changes;
      await listener.heard;
      return gone.aborted ? changes : await this.shared.read(asked);
    } finally {
      this.hub.unlisten(chatId, listener);
    }
  }
}

/** Hears whatever happens in the chat; who may read it is decided by the reading. */
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

  lost(): void {
    this.wake();
  }
}
