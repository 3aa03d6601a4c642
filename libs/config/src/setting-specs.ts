import { type CleanedEnv, makeExactValidator, makeValidator, port, str } from 'envalid';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const wholeNumber = (least: number, most: number) =>
  makeValidator<number>((input) => {
    if (!/^\d{1,9}$/.test(input) || Number(input) < least || Number(input) > most)
      throw new Error(`must be a whole number from ${least} to ${most}`);
    return Number(input);
  });

const postgresUrl = makeValidator<string>((input) => {
  if (!/^postgres(ql)?:\/\//.test(input) || !URL.canParse(input))
    throw new Error('must be a postgres:// or postgresql:// URL');
  return input;
});

const redisUrl = makeValidator<string>((input) => {
  if (!/^rediss?:\/\//.test(input) || !URL.canParse(input)) throw new Error('must be a redis:// or rediss:// URL');
  return input;
});

const channelName = makeValidator<string>((input) => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(input)) throw new Error('must be 1-63 of a-z, 0-9 and _, beginning with a letter');
  return input;
});

// RFC 7518, section 3.2: a key for HS256 has at least the size of its hash.
const hs256Secret = makeValidator<string>((input) => {
  if (Buffer.byteLength(input) < 32) throw new Error('must have 32 bytes or more (RFC 7518, section 3.2)');
  return input;
});

const origins = makeExactValidator<readonly string[]>((input) => {
  const given = input.split(',').map((part) => part.trim());
  const wrong = given.find((part) => !URL.canParse(part) || new URL(part).origin !== part);
  if (wrong !== undefined) throw new Error(`"${wrong}" is not an origin such as https://app.example.com`);
  return given;
});

/** What each setting means; `.env.example` is held against this list by a test. */
export const settingSpecs = {
  NODE_ENV: str({
    choices: ['development', 'production', 'test'],
    default: 'development',
    desc: 'production refuses to start without JWT_SECRET',
  }),
  HOST: str({ default: '127.0.0.1', desc: 'Address to listen on; 0.0.0.0 or :: for every one' }),
  PORT: port({ default: 3000, desc: 'TCP port to listen on' }),
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
    desc: 'redis:// or rediss:// URL, required with BUS=redis',
  }),
  DATABASE_POOL_SIZE: wholeNumber(1, 200)({ default: 16, desc: 'Connections to PostgreSQL, 1-200' }),
  JWT_SECRET: hs256Secret({
    default: undefined,
    requiredWhen: (settings) => settings['NODE_ENV'] === 'production',
    desc: 'HS256 key of the access tokens, 32 bytes or more; made in DATA_DIR when absent in development',
  }),
  JWT_ISSUER: str({ default: undefined, desc: 'When set, the only accepted value of the iss claim' }),
  JWT_AUDIENCE: str({ default: undefined, desc: 'When set, the only accepted value of the aud claim' }),
  JWT_LEEWAY_SECONDS: wholeNumber(0, 60)({ default: 30, desc: 'Clock difference allowed on exp and nbf, 0-60' }),
  CORS_ORIGINS: origins({ default: [], desc: 'Origins that browsers may call from, comma separated; none by default' }),
  LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'info', desc: 'Least severe level that is logged' }),
  RETENTION_DAYS: wholeNumber(0, 36_500)({ default: 30, desc: 'Days a DELETED chat is kept before it is purged' }),
  SHUTDOWN_SECONDS: wholeNumber(1, 60)({ default: 7, desc: 'Longest wait for requests in flight at SIGTERM, 1-60' }),
};

export type EnvironmentSettings = CleanedEnv<typeof settingSpecs>;
