import { setMaxListeners } from 'node:events';

const DONE = new Error('It is done.');

/**
 * A signal that aborts when its time is over, or with one of the given. Not AbortSignal.any, by which a signal that lives as
 * long as the process keeps every signal ever made of it; nor AbortSignal.timeout, whose timer nobody can end.
 */
export class Deadline {
  private readonly end = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly outer: readonly AbortSignal[];
  private isTimeOver = false;

  /** @param milliseconds until it aborts with a TimeoutError; the caller must call `close` */
  constructor(milliseconds: number, ...outer: readonly AbortSignal[]) {
    this.outer = outer;
    this.timer = setTimeout(() => this.timeOver(), milliseconds).unref();
    // Any number may wait at once.
    setMaxListeners(0, ...outer);
    for (const signal of outer) signal.addEventListener('abort', this.follow);
    if (outer.some(({ aborted }) => aborted)) this.follow();
  }

  get signal(): AbortSignal {
    return this.end.signal;
  }

  /** Whether it was the time that ended it. */
  get isOver(): boolean {
    return this.isTimeOver;
  }

  /** It is done. What still stands of it, such as a connection, ends. */
  close(): void {
    this.abort(DONE);
  }

  private abort(reason: unknown): void {
    clearTimeout(this.timer);
    for (const signal of this.outer) signal.removeEventListener('abort', this.follow);
    this.end.abort(reason);
  }

  private readonly follow = (): void => this.abort(this.outer.find(({ aborted }) => aborted)?.reason);

  private timeOver(): void {
    this.isTimeOver = true;
    this.abort(new DOMException('The time is over.', 'TimeoutError'));
  }
}
