import { type CleanedEnv, str } from 'envalid';
import { publicUrl } from './public-url.js';
import { claimName, hasKeySet, hs256Secret, hs256Secrets, keySetUrl } from './token-settings.js';
import { trustedProxies } from './trusted-proxies.js';
import {
  channelName,
  embeddingsUrl,
  modelUrl,
  origins,
  postgresUrl,
  redisUrl,
  requests,
  wholeNumber,
} from './validators.js';
import { webhookSettings } from './webhook-settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What each setting means; `.env.example` is held against this list by a test. */
export const settingSpecs = {
  NODE_ENV: str({
    choices: ['development', 'production', 'test'],
    default: 'development',
    desc: 'production refuses to start without JWT_SECRET or JWT_JWKS_URL',
  }),
  HOST: str({ default: '127.0.0.1', desc: 'Address to listen on; 0.0.0.0 or :: for all addresses' }),
  PORT: wholeNumber(0, 65_535)({ default: 3000, desc: 'TCP port to listen on; 0 for a free one, which the log says' }),
  PUBLIC_URL: publicUrl({
    default: undefined,
    desc: 'Where clients reach the service, also with a path; by default what each request says',
  }),
  DATA_DIR: str({ default: './data', desc: 'Folder of the embedded PostgreSQL and of the generated secret' }),
  DATABASE_URL: postgresUrl({ default: undefined, desc: 'PostgreSQL 15 or newer to use instead of the embedded one' }),
  BUS: str({ choices: ['pg', 'redis'], default: 'pg', desc: 'What carries hints between servers: NOTIFY, or Redis' }),
  BUS_DATABASE_URL: postgresUrl({
    default: undefined,
    desc: 'Direct way to the primary for LISTEN, when DATABASE_URL leads to a pooler',
  }),
  BUS_CHANNEL: channelName({ default: 'chat_hints', desc: 'Channel of the hints; one per set of servers' }),
  REDIS_URL: redisUrl({
    default: undefined,
    requiredWhen: (settings) => settings['BUS'] === 'redis',
    desc: 'redis:// or rediss:// URL, required with BUS=redis; servers share their rate limits through it, too',
  }),
  DATABASE_POOL_SIZE: wholeNumber(1, 200)({ default: 16, desc: 'Connections to PostgreSQL, 1-200' }),
  JWT_SECRET: hs256Secret({
    default: undefined,
    requiredWhen: (settings) => settings['NODE_ENV'] === 'production' && settings['JWT_JWKS_URL'] === undefined,
    desc: 'HS256 key of the access tokens, 32 bytes or more; made in DATA_DIR when absent in development',
  }),
  JWT_OLD_SECRETS: hs256Secrets({
    default: [],
    desc: 'JSON array of secrets that were JWT_SECRET before, still accepted while it changes',
  }),
  JWT_JWKS_URL: keySetUrl({
    default: undefined,
    desc: 'Key set of the issuer, whose RS256, ES256 and EdDSA keys verify tokens by kid; none by default',
  }),
  JWT_ISSUER: str({
    default: undefined,
    requiredWhen: hasKeySet,
    desc: 'When set, the only accepted value of the iss claim; required with JWT_JWKS_URL',
  }),
  JWT_AUDIENCE: str({
    default: undefined,
    requiredWhen: hasKeySet,
    desc: 'When set, the only accepted value of the aud claim; required with JWT_JWKS_URL',
  }),
  JWT_USER_CLAIM: claimName({ default: 'sub', desc: 'The claim that holds the user id' }),
  JWT_LEEWAY_SECONDS: wholeNumber(0, 60)({ default: 30, desc: 'Clock difference allowed on exp and nbf, 0-60' }),
  CORS_ORIGINS: origins({
    default: [],
    desc: 'Origins that browsers may call from, comma separated; but for production also all of this computer',
  }),
  CHAT_PAGE: str({
    choices: ['on', 'off'],
    default: undefined,
    desc: 'Whether there is a page to chat on at /; by default off in production and on elsewhere',
  }),
  RATE_LIMITS: str({
    choices: ['on', 'off'],
    default: undefined,
    desc: 'Whether requests are limited; by default on in production and off elsewhere',
  }),
  RATE_LIMIT_WINDOW_SECONDS: wholeNumber(
    1,
    60,
  )({ default: 60, desc: 'Seconds in which these requests are counted, 1-60' }),
  RATE_LIMIT_READ: requests({
    default: 60_000,
    desc: 'Lists and chats that a person may read in that time; 0 = unlimited',
  }),
  RATE_LIMIT_WRITE: requests({
    default: 60_000,
    desc: 'Messages, marks, reactions, chats and changes of these; 0 = unlimited',
  }),
  RATE_LIMIT_SEARCH: requests({ default: 120, desc: 'Lists that look for words; 0 = unlimited' }),
  RATE_LIMIT_CONNECT: requests({
    default: 300,
    desc: 'Live connections, long polls and exports that begin; 0 = unlimited',
  }),
  RATE_LIMIT_REPLY: requests({ default: 60, desc: 'Replies of the assistant that are asked for; 0 = unlimited' }),
  RATE_LIMIT_SERVICE_FACTOR: wholeNumber(
    1,
    10_000,
  )({ default: 100, desc: 'A service may do this many times as much, 1-10,000' }),
  STORED_MB_PER_USER_PER_DAY: wholeNumber(
    0,
    1_000_000,
  )({ default: 1_000, desc: 'Megabytes of messages and documents that a person may store on one day; 0 = unlimited' }),
  CHATS_PER_TRANSACTION: wholeNumber(
    1,
    100,
  )({ default: 100, desc: 'Chats that one transaction may change; 1 for a database that is sharded by chat' }),
  LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'info', desc: 'Least severe level that is logged' }),
  RETENTION_DAYS: wholeNumber(0, 36_500)({ default: 30, desc: 'Days a DELETED chat is kept before it is purged' }),
  WORKER: str({
    choices: ['on', 'off'],
    default: 'on',
    desc: 'Whether this server also writes replies, reads files, purges, indexes texts',
  }),
  REPLY_CONCURRENCY: wholeNumber(1, 1_000)({ default: 8, desc: 'Replies at once in one process, 1-1,000' }),
  FILE_CONCURRENCY: wholeNumber(
    1,
    100,
  )({ default: 2, desc: 'Files read at once in one process, each by a process of up to 512 MB, 1-100' }),
  REPLY_LEASE_SECONDS: wholeNumber(
    1,
    600,
  )({
    default: 15,
    desc: 'Seconds until the work of a dead server is taken over, 1-600',
  }),
  REPLIES_PER_USER: wholeNumber(
    1,
    10_000,
  )({ default: 20, desc: 'Open replies of one person; further ones are FAILED' }),
  TOKENS_PER_USER_PER_DAY: wholeNumber(
    0,
    999_999_999,
  )({ default: 0, desc: 'Tokens of the model per person and day; 0 = unlimited' }),
  LLM_BASE_URL: modelUrl({
    default: undefined,
    desc: 'OpenAI-compatible server that writes replies, such as http://127.0.0.1:11434/v1; without one they are quotes',
  }),
  LLM_MODEL: str({
    default: undefined,
    requiredWhen: ({ LLM_BASE_URL: url }) => url !== undefined && url !== 'test:',
    desc: 'Name of the model there',
  }),
  LLM_API_KEY: str({ default: undefined, desc: 'Its key, when it needs one' }),
  LLM_TIMEOUT_SECONDS: wholeNumber(1, 3_600)({ default: 120, desc: 'Longest time for a whole reply, 1-3,600' }),
  LLM_CHUNK_TIMEOUT_SECONDS: wholeNumber(1, 600)({ default: 30, desc: 'Longest silence of the model, 1-600' }),
  LLM_CONCURRENCY: wholeNumber(1, 1_000)({ default: 4, desc: 'Requests to the model at once in one process, 1-1,000' }),
  LLM_MAX_OUTPUT_TOKENS: wholeNumber(1, 100_000)({ default: 1_024, desc: 'Longest reply, in tokens of the model' }),
  LLM_CONTEXT_CHARACTERS: wholeNumber(
    0,
    1_000_000,
  )({
    default: 12_000,
    desc: 'Characters of earlier turns that the model gets, 0-1,000,000',
  }),
  EMBEDDINGS_BASE_URL: embeddingsUrl({
    default: undefined,
    desc: 'OpenAI-compatible server whose embeddings also find passages in other words; none by default',
  }),
  EMBEDDINGS_MODEL: str({
    default: undefined,
    requiredWhen: (settings) => settings['EMBEDDINGS_BASE_URL'] !== undefined,
    desc: 'Name of the embedding model there; with another name all passages are embedded again',
  }),
  EMBEDDINGS_API_KEY: str({ default: undefined, desc: 'Its key, when it needs one' }),
  EMBEDDINGS_TIMEOUT_SECONDS: wholeNumber(
    1,
    600,
  )({
    default: 10,
    desc: 'Longest time for a request for embeddings, 1-600',
  }),
  ...webhookSettings,
  STALLED_SECONDS: wholeNumber(
    1,
    600,
  )({
    default: 20,
    desc: 'Seconds after which a connection that takes nothing of the answer that waits for it is closed, 1-600',
  }),
  KEEP_ALIVE_SECONDS: wholeNumber(
    1,
    3_600,
  )({ default: 72, desc: 'Longest silence of a connection between two requests, 1-3,600' }),
  TRUST_PROXY: trustedProxies({
    default: undefined,
    desc: 'Whose X-Forwarded-For, -Proto, -Host and -Prefix are believed: addresses and networks, comma separated, or how many proxies; none by default',
  }),
  LAME_DUCK_SECONDS: wholeNumber(
    0,
    600,
  )({ default: 1, desc: 'How long a server that ends takes new connections, and is not ready, 0-600' }),
  SHUTDOWN_SECONDS: wholeNumber(1, 60)({ default: 7, desc: 'Longest wait for requests in flight after that, 1-60' }),
};

export type EnvironmentSettings = CleanedEnv<typeof settingSpecs>;
