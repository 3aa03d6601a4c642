/** Where passages get their vectors, and how long an answer waits for them. */
export interface EmbeddingSettings {
  /** Of an OpenAI-compatible server, such as http://localhost:11434/v1; without one there are no vectors. */
  readonly EMBEDDINGS_BASE_URL?: string | undefined;
  /** Its vectors are known by this name: what makes others out of a text needs another. */
  readonly EMBEDDINGS_MODEL?: string | undefined;
  readonly EMBEDDINGS_API_KEY?: string | undefined;
  /** For one request, retries included, and for all of catching up before an answer. */
  readonly EMBEDDINGS_TIMEOUT_SECONDS: number;
  /** Of one person, those of replies too; without one, or 0: any. */
  readonly TOKENS_PER_USER_PER_DAY?: number;
}
