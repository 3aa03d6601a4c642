import type { Settings } from '#libs/config';

export type ReplySettings = Pick<
  Settings,
  | 'WORKER'
  | 'REPLY_CONCURRENCY'
  | 'FILE_CONCURRENCY'
  | 'REPLY_LEASE_SECONDS'
  | 'REPLIES_PER_USER'
  | 'TOKENS_PER_USER_PER_DAY'
  | 'LLM_BASE_URL'
  | 'LLM_MODEL'
  | 'LLM_API_KEY'
  | 'LLM_TIMEOUT_SECONDS'
  | 'LLM_CHUNK_TIMEOUT_SECONDS'
  | 'LLM_CONCURRENCY'
  | 'LLM_MAX_OUTPUT_TOKENS'
  | 'LLM_CONTEXT_CHARACTERS'
>;
