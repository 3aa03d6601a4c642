import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany, InvalidResponseDataError, JSONParseError, TypeValidationError } from 'ai';
import { boundedAnswer, retryAfter, unredirectedFetch } from '#libs/http';
import { EmbeddingFailed } from './embedding-failed.js';
import type { EmbeddingSettings } from './embedding-settings.js';

/** Far above 32 vectors of 8,192 numbers, in bytes. */
const MAX_ANSWER = 16 * 1024 * 1024;

/** A server that speaks OpenAI's embeddings. Loaded when it is needed: the AI SDK takes a while. */
export class EmbeddingServer {
  private readonly model;

  constructor({
    EMBEDDINGS_BASE_URL: baseURL = '',
    EMBEDDINGS_API_KEY: apiKey,
    EMBEDDINGS_MODEL = '',
  }: EmbeddingSettings) {
    const server = createOpenAICompatible({ name: 'embeddings', baseURL, apiKey, fetch: boundedFetch });
    this.model = server.embeddingModel(EMBEDDINGS_MODEL);
  }

  /**
   * @returns `tokens` as far as the server counts them
   * @throws EmbeddingFailed
   */
  async embed(
    values: string[],
    signal: AbortSignal,
  ): Promise<{ readonly embeddings: readonly number[][]; readonly tokens: number | undefined }> {
    try {
      const { embeddings, usage } = await embedMany({ model: this.model, values, maxRetries: 0, abortSignal: signal });
      return { embeddings, tokens: usage.tokens > 0 ? usage.tokens : undefined };
    } catch (error) {
      throw embeddingFailed(error);
    }
  }
}

const boundedFetch: typeof fetch = async (input, init) =>
  boundedAnswer(await unredirectedFetch(input, init), MAX_ANSWER);

/** What an error of the AI SDK means; its own messages repeat bodies, URLs and keys and go no further. */
function embeddingFailed(error: unknown): EmbeddingFailed {
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
