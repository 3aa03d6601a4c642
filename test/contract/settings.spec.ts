import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { readSettings, SettingsError, settingSpecs } from '#libs/config';
import { SECRET } from '../support/api-server.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';

const WRONG: [name: keyof typeof settingSpecs, values: string[]][] = [
  ['NODE_ENV', ['staging', 'Production', 'prod']],
  ['PORT', ['65536', '-1', '80.5', 'http', '0x50']],
  [
    'PUBLIC_URL',
    [
      'example.com',
      'ftp://a.example',
      'https://u:hunter2@a.example',
      'https://a.example/?',
      'https://a.example/#x',
      'https://a.example/a%20b',
      'https://a.example//b',
    ],
  ],
  ['DATABASE_URL', ['mysql://localhost/chat', 'localhost:5432', 'postgres//localhost', 'postgres://[', 'chat']],
  ['BUS', ['nats', 'PG', 'postgres']],
  ['BUS_DATABASE_URL', ['mysql://localhost/chat', 'localhost:5432']],
  ['BUS_CHANNEL', ['Hints', 'a-b', '1a', 'x'.repeat(64), 'a b']],
  ['REDIS_URL', ['http://localhost', 'localhost:6379', 'redis//localhost']],
  ['DATABASE_POOL_SIZE', ['0', '201', '-1', '1.5', 'many', '1e2', ' ']],
  ['JWT_SECRET', ['secret', 'a'.repeat(31)]],
  [
    'JWT_OLD_SECRETS',
    [
      'an-older-secret-of-at-least-32-bytes',
      '["short"]',
      '{"0":"an-older-secret-of-at-least-32-bytes"}',
      '[1]',
      '[["an-older-secret-of-at-least-32-bytes"]]',
      JSON.stringify(Array.from({ length: 11 }, () => 'a'.repeat(32))),
    ],
  ],
  [
    'JWT_JWKS_URL',
    ['id.example.com/jwks.json', 'file:///etc/keys', 'https//id.example.com', 'https://user:hunter2@id.example.com'],
  ],
  ['JWT_USER_CLAIM', ['iss', 'aud', 'exp', 'nbf', 'iat', 'scope', 'user id', 'é', 'x'.repeat(129)]],
  ['JWT_LEEWAY_SECONDS', ['-1', '61', '0.5', '30s']],
  [
    'CORS_ORIGINS',
    [
      '*',
      'app.example.com',
      'https://app.example.com/',
      'https://app.example.com,*',
      'https://a.example,,https://b.example',
      'null',
    ],
  ],
  [
    'LLM_BASE_URL',
    ['models.example.com/v1', 'https//models.example.com', 'https://user:hunter2@models.example.com/v1'],
  ],
  ['EMBEDDINGS_BASE_URL', ['test:', 'file:///models', 'https://hunter2@models.example.com/v1']],
  ['RATE_LIMITS', ['yes', 'ON', 'true']],
  ['RATE_LIMIT_WINDOW_SECONDS', ['0', '61', '1.5']],
  ['RATE_LIMIT_READ', ['-1', '1000001', 'many']],
  ['RATE_LIMIT_WRITE', ['-1', '1000001']],
  ['RATE_LIMIT_SEARCH', ['-1', '1e3']],
  ['RATE_LIMIT_CONNECT', ['-1', '0x10']],
  ['RATE_LIMIT_REPLY', ['-1', '1.5']],
  ['RATE_LIMIT_SERVICE_FACTOR', ['0', '10001']],
  ['STORED_MB_PER_USER_PER_DAY', ['-1', '1000001', '1GB']],
  ['LOG_LEVEL', ['loud', 'INFO']],
  ['RETENTION_DAYS', ['-1', '36501', '1.5', 'never']],
  [
    'WEBHOOK_URL',
    [
      'ftp://app.example.com',
      'app.example.com/hooks',
      'https//app.example.com',
      'https://user:hunter2@app.example.com',
    ],
  ],
  [
    'WEBHOOK_SECRET',
    [
      'secret',
      'whsec_',
      'whsec_!!!!',
      `whsec_${'A'.repeat(28)}`,
      `whsec_${'A'.repeat(88)}`,
      `${'A'.repeat(32)}`,
      `whsec_${'A'.repeat(32)} whsec_`,
      '[]',
      '["whsec_"]',
      '[whsec_',
    ],
  ],
  ['WEBHOOK_EVENTS', ['all', 'chat;messages', 'Chat', 'chat,']],
  ['KEEP_ALIVE_SECONDS', ['0', '3601', '1.5', 'long']],
  [
    'TRUST_PROXY',
    ['0', 'true', '*', 'proxy.example.com', '10.0.0.0/33', '10.0.0.1,', '10.0.0.1 10.0.0.2', '::1/129', '1.5'],
  ],
  ['LAME_DUCK_SECONDS', ['-1', '601', '0.5']],
  ['SHUTDOWN_SECONDS', ['0', '61', '-1', 'x']],
];

const refusal = (environment: NodeJS.ProcessEnv): string => {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return '';
};

/** The line that is about a setting. */
const about = (name: string) => new RegExp(`^ *${name}\\b`, 'm');

describe('settings', () => {
  it.each(WRONG.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    'refuse %s=%s by name',
    (name, value) => {
      expect(refusal({ [name]: value })).toMatch(about(name));
    },
  );

  it('refuse everything that is wrong at once', () => {
    const message = refusal(Object.fromEntries(WRONG.map(([name, [value]]) => [name, value])));
    for (const [name] of WRONG) expect(message).toMatch(about(name));
  });

  it('do not repeat a secret that they refuse', () => {
    expect(refusal({ JWT_SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ DATABASE_URL: 'mysql://chat:hunter2@localhost/chat' })).not.toContain('hunter2');
    expect(refusal({ JWT_OLD_SECRETS: '["hunter2"' })).not.toContain('hunter2');
    for (const name of ['WEBHOOK_URL', 'JWT_JWKS_URL', 'LLM_BASE_URL', 'PUBLIC_URL'])
      expect(refusal({ [name]: 'https://chat:hunter2@localhost' })).not.toContain('hunter2');
    expect(refusal({ WEBHOOK_SECRET: 'whsec_hunter2' })).not.toContain('hunter2');
  });

  it('have a value for everything that can be left out, an empty value being none', () => {
    const empty = Object.fromEntries(Object.keys(settingSpecs).map((name) => [name, '']));
    for (const environment of [{}, empty])
      expect(readSettings(environment)).toMatchObject({
        NODE_ENV: 'development',
        HOST: '127.0.0.1',
        PORT: 3000,
        DATABASE_URL: undefined,
        JWT_SECRET: undefined,
        CORS_ORIGINS: [],
        RETENTION_DAYS: 30,
      });
  });

  it('are taken as they are meant', () => {
    const given = {
      PORT: '8080',
      JWT_LEEWAY_SECONDS: '60',
      CORS_ORIGINS: 'https://a.example, http://localhost:5173',
      JWT_SECRET: 'é'.repeat(16),
    };
    expect(readSettings(given)).toMatchObject({
      PORT: 8080,
      JWT_LEEWAY_SECONDS: 60,
      CORS_ORIGINS: ['https://a.example', 'http://localhost:5173'],
      JWT_SECRET: 'é'.repeat(16),
    });
  });

  it('of production refuse to be without JWT_SECRET', () => {
    expect(refusal({ NODE_ENV: 'production' })).toMatch(about('JWT_SECRET'));
    expect(readSettings({ NODE_ENV: 'production', JWT_SECRET: SECRET }).NODE_ENV).toBe('production');
    expect(refusal({ NODE_ENV: 'development' })).toBe('');
  });

  it('of an issuer want its name and an audience, and make JWT_SECRET needless in production', () => {
    const JWT_JWKS_URL = 'https://id.example.com/jwks.json';
    for (const name of ['JWT_ISSUER', 'JWT_AUDIENCE']) expect(refusal({ JWT_JWKS_URL })).toMatch(about(name));
    const issuer = { JWT_JWKS_URL, JWT_ISSUER: 'https://id.example.com/', JWT_AUDIENCE: 'chat' };
    expect(readSettings({ NODE_ENV: 'production', ...issuer })).toMatchObject({ ...issuer, JWT_SECRET: undefined });
  });

  it('of webhooks want a secret, and take several in any of three forms', () => {
    const WEBHOOK_URL = 'https://app.example.com/hooks?of=chats';
    const [one, two] = ['A', 'B'].map((letter) => `whsec_${letter.repeat(32)}`) as [string, string];
    expect(refusal({ WEBHOOK_URL })).toMatch(about('WEBHOOK_SECRET'));
    for (const WEBHOOK_SECRET of [`${one} ${two}`, `${one},${two}`, `${one},\n ${two}`, JSON.stringify([one, two])])
      expect(readSettings({ WEBHOOK_URL, WEBHOOK_SECRET })).toMatchObject({ WEBHOOK_URL, WEBHOOK_SECRET: [one, two] });
    expect(readSettings({}).WEBHOOK_EVENTS).toEqual(['chat', 'messages']);
    expect(readSettings({ WEBHOOK_EVENTS: 'receipts, chat' }).WEBHOOK_EVENTS).toEqual(['receipts', 'chat']);
  });

  it('of a Redis bus refuse to be without REDIS_URL', () => {
    expect(refusal({ BUS: 'redis' })).toMatch(about('REDIS_URL'));
    expect(readSettings({ BUS: 'redis', REDIS_URL: 'redis://127.0.0.1:6379' }).BUS).toBe('redis');
  });

  it('are all in .env.example, and nothing else is', async () => {
    const example = await readFile(path.join(import.meta.dirname, '../../.env.example'), 'utf8');
    const names = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
    expect(names.sort()).toEqual(Object.keys(settingSpecs).sort());
  });
});

describe('a service that cannot start', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(() => data.remove());

  it('says every setting that is wrong, and ends with 1', async () => {
    const service = await ServiceProcess.runToEnd(data.folder, {
      NODE_ENV: 'production',
      PORT: 'http',
      JWT_LEEWAY_SECONDS: '61',
    });
    expect(service.exitCode).toBe(1);
    for (const name of ['JWT_SECRET', 'PORT', 'JWT_LEEWAY_SECONDS']) expect(service.stderr).toMatch(about(name));
    expect(service.stderr).not.toMatch(/ {4}at /);
  });

  it('says that the database is not there, and ends with 1', async () => {
    const DATABASE_URL = 'postgres://chat:hunter2@127.0.0.1:1/chat';
    const service = await ServiceProcess.runToEnd(data.folder, {
      NODE_ENV: 'production',
      JWT_SECRET: SECRET,
      DATABASE_URL,
    });
    expect([service.exitCode, service.stderr]).toEqual([1, expect.stringContaining('DATABASE_URL')]);
    expect(service.stderr + service.stdout).not.toContain('hunter2');
  });

  it('says that its port is taken, and ends with 1', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const PORT = String((occupant.address() as AddressInfo).port);
    const DATABASE_URL = await ownDatabaseUrl();
    const service = await ServiceProcess.runToEnd(data.folder, { PORT, DATABASE_URL, JWT_SECRET: SECRET });
    occupant.close();
    expect([service.exitCode, service.stderr]).toEqual([1, expect.stringContaining(`Port ${PORT}`)]);
  });
});
