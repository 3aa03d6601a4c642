import type { ReplyFailures } from './reply-failures.js';

/** A reply ended for a reason that is not the model's. `detail` is a sentence for people. */
export class ReplyFailed extends Error {
  constructor(
    readonly code: keyof typeof ReplyFailures,
    readonly detail: string,
  ) {
    super(detail);
  }
}
