import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Bus, type Hint, type HintListener } from '#libs/bus';

/** A lost hint is noticed within this time, in ms. */
const WAKE_EVERY_MS = 2_000;

interface Watcher {
  readonly chatId: number;
  readonly wake: () => void;
}

/** Tells who waits for a reply that something has happened in its chat. Hints may be lost: then it is said anyhow. */
@Injectable()
export class ReplyWatch implements OnModuleInit, HintListener {
  private readonly watchers = new Set<Watcher>();

  constructor(private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.listen(this);
  }

  heard(hint: Hint): void {
    if (hint.kind !== 'changed' && hint.kind !== 'delta') return;
    for (const { chatId, wake } of this.watchers) if (chatId === hint.chatId) wake();
  }

  missed(): void {
    for (const { wake } of this.watchers) wake();
  }

  /** Yields at once, and whenever something may have happened, until the signal says so. */
  async *wakeUps(chatId: number, signal: AbortSignal): AsyncGenerator<void> {
    let hasHappened = true;
    let wake: () => void = () => undefined;
    const watcher = { chatId, wake: () => ((hasHappened = true), wake()) };
    const timer = setInterval(watcher.wake, WAKE_EVERY_MS);
    const end = () => wake();
    signal.addEventListener('abort', end, { once: true });
    this.watchers.add(watcher);
    try {
      while (!signal.aborted) {
        if (hasHappened) {
          hasHappened = false;
          yield;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.watchers.delete(watcher);
      clearInterval(timer);
      signal.removeEventListener('abort', end);
    }
  }
}
