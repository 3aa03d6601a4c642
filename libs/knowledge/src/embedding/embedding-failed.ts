type Code = 'timeout' | 'refused' | 'rubbish' | 'unreachable' | 'resting' | 'used_up';

/** There are no vectors just now; the message names neither key nor URL nor text. */
export class EmbeddingFailed extends Error {
  override readonly name = 'EmbeddingFailed';

  constructor(
    readonly code: Code,
    /** The HTTP status of the answer, if there was one. */
    readonly status?: number,
    /** Whether the same request may have another end a moment later. */
    readonly isPassing = false,
    /** What the server asks to wait, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(`no vectors: ${code}${status === undefined ? '' : ` (${status})`}`);
  }
}
