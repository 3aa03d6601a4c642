import { APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError } from 'ai';
import { retryAfter } from '../writing/model-failure.js';

type Code = 'timeout' | 'refused' | 'rubbish' | 'unreachable' | 'resting';

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

/** What an error of the AI SDK means; its own messages repeat bodies, URLs and keys and go no further. */
export function embeddingFailed(error: unknown): EmbeddingFailed {
  if (error instanceof EmbeddingFailed) return error;
  const isAnswer = APICallError.isInstance(error);
  const status = isAnswer ? error.statusCode : undefined;
  if (isAnswer && status !== undefined && status >= 300) {
    const isPassing = status === 408 || status === 429 || status >= 500;
    return new EmbeddingFailed('refused', status, isPassing, retryAfter(error.responseHeaders?.['retry-after']));
  }
  if (status !== undefined || NOT_EMBEDDINGS.some((kind) => kind.isInstance(error)))
    return new EmbeddingFailed('rubbish');
  return new EmbeddingFailed('unreachable', undefined, true);
}

const NOT_EMBEDDINGS = [InvalidResponseDataError, JSONParseError, TypeValidationError];
