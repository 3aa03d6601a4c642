import { stopped, WritingFailed } from './writing-failed.js';

/**
 * The end of one answer: the caller's signal, a limit on the whole and one on each wait for something new. The AI
 * SDK's own limits do not stop a stream that has begun to hang.
 */
export class TimeLimits {
  private readonly end = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private readonly stop = () => this.end.abort(stopped());

  /** @param limits in seconds */
  constructor(
    private readonly caller: AbortSignal,
    private readonly limits: { readonly whole: number; readonly chunk: number },
  ) {
    this.whole = this.timer(limits.whole, `The model did not finish its answer within ${limits.whole} s.`);
    caller.addEventListener('abort', this.stop, { once: true });
    if (caller.aborted) this.stop();
  }

  /** Aborted with a WritingFailed. */
  get signal(): AbortSignal {
    return this.end.signal;
  }

  /**
   * Waits for what comes next, at most as long as one gap may last.
   * @throws WritingFailed when a limit is reached or the caller ends it, even if the promise never settles
   */
  async next<Value>(coming: PromiseLike<Value>): Promise<Value> {
    const gap = this.timer(this.limits.chunk, `The model sent nothing for ${this.limits.chunk} s.`);
    let stop: (() => void) | undefined;
    try {
      return await new Promise<Value>((resolve, reject) => {
        stop = () => reject(this.signal.reason as Error);
        if (this.signal.aborted) stop();
        this.signal.addEventListener('abort', stop);
        coming.then(resolve, reject);
      });
    } finally {
      clearTimeout(gap);
      if (stop !== undefined) this.signal.removeEventListener('abort', stop);
    }
  }

  /** Ends the connection too, if it still stands. */
  close(): void {
    clearTimeout(this.whole);
    this.caller.removeEventListener('abort', this.stop);
    this.end.abort(stopped());
  }

  private timer(seconds: number, detail: string): NodeJS.Timeout {
    return setTimeout(() => this.end.abort(new WritingFailed('model_timeout', detail)), seconds * 1_000);
  }
}
