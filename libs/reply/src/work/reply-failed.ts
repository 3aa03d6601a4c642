/** A reply ended for a reason that is not the model's. `detail` is a sentence for people. */
export class ReplyFailed extends Error {
  constructor(
    readonly code: 'cancelled' | 'interrupted' | 'reply_limit' | 'too_long' | 'reply_failed',
    readonly detail: string,
  ) {
    super(detail);
  }
}
