import { types } from 'node:util';
import { APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError } from 'ai';
import { retryAfter } from '#libs/http';
import { WritingFailed } from './writing-failed.js';

/** Whether the same request may have another end a moment later. */
export interface ModelFailure {
  readonly failure: WritingFailed;
  readonly isPassing: boolean;
  /** The server answered with an error instead of beginning. */
  readonly isRefused?: boolean;
  /** What the server asks to wait, in seconds. */
  readonly retryAfter?: number;
}

/**
 * What an error of the AI SDK means. The SDK's own messages repeat bodies, URLs and keys and go no further.
 * @param hasText the answer had begun
 */
export function modelFailure(error: unknown, hasText: boolean): ModelFailure {
  if (error instanceof WritingFailed) return { failure: error, isPassing: false };
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  if (APICallError.isInstance(error) && status !== undefined && status >= 300)
    return {
      failure: refusal(status),
      isRefused: true,
      isPassing: status === 408 || status === 429 || status >= 500,
      retryAfter: retryAfter(error.responseHeaders?.['retry-after']),
    };
  if (hasText) return { failure: new WritingFailed('model_interrupted', 'The answer broke off.'), isPassing: false };
  if (isRubbish(error))
    return {
      failure: new WritingFailed('model_rubbish', "What the model's server sent is not a streamed chat completion."),
      isPassing: false,
    };
  if (!types.isNativeError(error))
    return {
      failure: new WritingFailed('model_refused', "The model's server reported an error instead of an answer."),
      isPassing: false,
    };
  return {
    failure: new WritingFailed('model_unreachable', `The model's server cannot be reached (${codeOf(error)}).`),
    isPassing: true,
  };
}

function refusal(status: number): WritingFailed {
  if (status === 429) return new WritingFailed('model_busy', "The model's server takes no more requests now (429).");
  const hint = status === 401 || status === 403 ? ': it does not accept LLM_API_KEY' : '';
  return new WritingFailed('model_refused', `The model's server answered ${status}${hint}.`);
}

function isRubbish(error: unknown): boolean {
  return [InvalidResponseDataError, JSONParseError, TypeValidationError].some((kind) => kind.isInstance(error));
}

/** Such as ECONNREFUSED, which is the cause of a cause. */
function codeOf(error: Error): string {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,40}$/.test(code)) return code;
  return types.isNativeError(cause) ? codeOf(cause) : 'connection lost';
}
