import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Drain } from '#libs/http';
import { ChangedFrame } from './changed-frame.js';
import type { Feed } from './feed.js';
import type { Frame } from './frame.js';
import { Hub } from './hub.js';

interface Waiting {
  readonly chatId: number;
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
    drain: Drain,
  ) {
    drain.onBegin(() => this.ended.abort());
  }

  beforeApplicationShutdown(): void {
    this.ended.abort();
  }

  /** Lists at once, and once more when there was nothing after `seq` and then there is, or the time is over. */
  async newerThan<Answer extends { readonly body: { readonly last_seq: number } }>(
    seq: number,
    { chatId, seconds, gone }: Waiting,
    list: () => Promise<Answer>,
  ): Promise<Answer> {
    const limit = AbortSignal.any([gone, this.ended.signal, AbortSignal.timeout(seconds * 1000)]);
    const listener = new Listener(seq, limit);
    this.hub.listen(chatId, listener);
    try {
      const answer = await list();
      if (answer.body.last_seq > seq || limit.aborted) return answer;
      await listener.heard;
      return gone.aborted ? answer : await list();
    } finally {
      this.hub.unlisten(chatId, listener);
    }
  }
}

/** Hears whatever happens in the chat; who may read it is decided by the listing. */
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
