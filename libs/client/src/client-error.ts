import type { Problem } from './wire.js';

interface ClientErrorOptions {
  readonly cause?: unknown;
  readonly retryAfterMs?: number | undefined;
  readonly rateClass?: string | undefined;
}

/** A request that was refused, or that got no answer. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  /**
   * How long the server, or what is before it, asks to wait before the request is repeated (`Retry-After`, RFC 9110
   * section 10.2.3): 0 to 300,000 ms from when the answer came; undefined when it does not say.
   */
  readonly retryAfterMs: number | undefined;
  /** Of which class there were too many requests, such as `write`; undefined when that is not why it was refused. */
  readonly rateClass: string | undefined;

  /**
   * @param status the HTTP status; 0 when no answer came: no network, or no time left
   * @param problem what the server says of it (RFC 9457); undefined when the answer was not the server's own
   */
  constructor(
    readonly status: number,
    readonly problem?: Problem,
    { retryAfterMs, rateClass, ...options }: ClientErrorOptions = {},
  ) {
    super(problem === undefined ? `no usable answer (status ${status})` : problem.detail, options);
    this.retryAfterMs = retryAfterMs;
    this.rateClass = rateClass;
  }

  /** Whether the same request may succeed later: nothing was wrong with it. */
  get isTransient(): boolean {
    return this.status >= 500 || [0, 401, 408, 429].includes(this.status);
  }
}
