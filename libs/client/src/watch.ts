/** Watches one connection: its signal aborts when nothing comes any more, or when the client is stopped. */
export class Watch {
  private readonly controller = new AbortController();
  private readonly abort = () => this.controller.abort();
  private timer: ReturnType<typeof setTimeout>;
  private silenceMs: number | undefined;

  /** @param firstMs until silence is allowed for; nothing that comes before prolongs it */
  constructor(
    private readonly stopped: AbortSignal,
    firstMs: number,
  ) {
    this.timer = setTimeout(this.abort, firstMs);
    stopped.addEventListener('abort', this.abort);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From now on, at most so much between two signs of life. */
  allowSilence(ms: number): void {
    this.silenceMs = ms;
    this.alive();
  }

  alive(): void {
    if (this.silenceMs === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.abort, this.silenceMs);
  }

  end(): void {
    clearTimeout(this.timer);
    this.stopped.removeEventListener('abort', this.abort);
  }
}
