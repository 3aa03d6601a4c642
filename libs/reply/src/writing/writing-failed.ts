/** Why no reply, or only a part of it, was written. */
export type WritingFailure =
  /** The model's server answered with an error, or the model would not answer. */
  | 'model_refused'
  /** Too many replies are waiting for the model, or its server says so of itself. */
  | 'model_busy'
  | 'model_unreachable'
  | 'model_timeout'
  /** The answer broke off. */
  | 'model_interrupted'
  /** What was answered is no text, or not an answer at all. */
  | 'model_rubbish'
  /** The caller's signal ended it. */
  | 'aborted';

/** No reply, or only the part yielded so far. `detail` is a sentence for people and holds no secret and no text. */
export class WritingFailed extends Error {
  constructor(
    readonly code: WritingFailure,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export function stopped(): WritingFailed {
  return new WritingFailed('aborted', 'The reply was stopped.');
}
