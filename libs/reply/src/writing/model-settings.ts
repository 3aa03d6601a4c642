/** Where the model is, and how patient we are with it. */
export interface ModelSettings {
  /** Of an OpenAI-compatible server, such as http://localhost:11434/v1. */
  readonly LLM_BASE_URL: string;
  readonly LLM_MODEL: string;
  readonly LLM_API_KEY?: string | undefined;
  /** For the whole answer, retries included. */
  readonly LLM_TIMEOUT_SECONDS: number;
  /** Between two parts of the answer, and before the first. */
  readonly LLM_CHUNK_TIMEOUT_SECONDS: number;
  /** Answers at a time. */
  readonly LLM_CONCURRENCY: number;
  readonly LLM_MAX_OUTPUT_TOKENS: number;
  /** Code points of earlier turns that the model gets. */
  readonly LLM_CONTEXT_CHARACTERS: number;
}
