import type { Problem } from './wire.js';

/** A request that was refused, or that got no answer. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  /**
   * @param status the HTTP status; 0 when no answer came: no network, or no time left
   * @param problem what the server says of it (RFC 9457); undefined when the answer was not the server's own
   */
  constructor(
    readonly status: number,
    readonly problem?: Problem,
    options?: { cause?: unknown },
  ) {
    super(problem === undefined ? `no usable answer (status ${status})` : problem.detail, options);
  }

  /** Whether the same request may succeed later: nothing was wrong with it. */
  get isTransient(): boolean {
    return this.status >= 500 || [0, 401, 408, 429].includes(this.status);
  }
}
