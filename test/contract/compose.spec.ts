import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { readSettings, settingSpecs } from '#libs/config';

interface Service {
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly required?: boolean }>>;
}

const GIVEN = { JWT_SECRET: 'x'.repeat(32), POSTGRES_PASSWORD: 'letters0and0digits' };

/** What Compose makes of `${NAME:-otherwise}` and `${NAME:?why}`, also within each other. */
function interpolated(text: string, environment: Readonly<Record<string, string>>): string {
  const innermost = /\$\{(\w+)(?::([-?])([^${}]*))?\}/;
  const found = innermost.exec(text);
  if (found === null) return text;
  const [whole, name = '', kind, rest = ''] = found;
  const value = environment[name] ?? '';
  if (value === '' && kind === '?') throw new Error(`${name}: ${rest}`);
  const made = value === '' && kind === '-' ? rest : value;
  return interpolated(
    text.replace(whole, () => made),
    environment,
  );
}

/** Docker is not needed: the file is read as Compose reads it. */
describe('docker-compose.yml', () => {
  let services: Readonly<Record<string, Service>>;
  beforeAll(async () => {
    const schema = CORE_SCHEMA.withTags(mergeTag);
    ({ services } = load(await readFile('docker-compose.yml', 'utf8'), { schema }) as { services: typeof services });
  });

  /** What a container gets, when .env says this. */
  const environmentOf = (name: string, file: Readonly<Record<string, string>>) => {
    const { env_file: files = [], environment = {} } = services[name] ?? {};
    const ofFile = files.some(({ path }) => path === '.env') ? file : {};
    const own = Object.entries(environment).map(([key, value]) => [key, interpolated(value, file)]);
    return { ...ofFile, ...Object.fromEntries(own) } as Record<string, string>;
  };

  it.each(['api', 'worker'])(
    'passes every setting of .env to %s, except those that only the container knows',
    (service) => {
      const file = Object.fromEntries(Object.keys(settingSpecs).map((name) => [name, `what .env says of ${name}`]));
      const got = environmentOf(service, { ...GIVEN, ...file });
      const changed = Object.keys(file).filter((name) => got[name] !== file[name]);
      expect(changed.toSorted()).toEqual(['HOST', 'NODE_ENV', 'PORT']);
    },
  );

  it('starts in production, on its own database, with two secrets alone, and with a copy of .env.example', async () => {
    const example = [...(await readFile('.env.example', 'utf8')).matchAll(/^([A-Z]\w*)=(.*)$/gm)];
    const copied = Object.fromEntries(example.map(([, name = '', value = '']) => [name, value]));
    for (const file of [GIVEN, { ...copied, ...GIVEN }])
      expect(readSettings(environmentOf('api', file))).toMatchObject({
        isProduction: true,
        HOST: '0.0.0.0',
        PORT: 3000,
        DATABASE_URL: `postgres://chat:${GIVEN.POSTGRES_PASSWORD}@postgres:5432/chat`,
      });
    expect(interpolated(services['api']?.ports?.[0] ?? '', { PORT: '8080' })).toBe('127.0.0.1:8080:3000');
  });

  it.each(Object.keys(GIVEN))('has no default for %s, and says what to do', (name) => {
    const file: Record<string, string> = { ...GIVEN, [name]: '' };
    expect(() => environmentOf('api', file)).toThrow(/docker-compose\.yml/);
    if (name === 'POSTGRES_PASSWORD') expect(() => environmentOf('postgres', file)).toThrow(name);
  });

  it('runs workers and Redis by profile alone', () => {
    const profiles = Object.entries(services).map(([name, { profiles: own }]) => [name, own]);
    expect(Object.fromEntries(profiles)).toEqual({
      api: undefined,
      worker: ['workers'],
      redis: ['redis'],
      postgres: undefined,
    });
    for (const name of ['api', 'worker']) expect(services[name]?.depends_on?.['redis']?.required).toBe(false);
    expect(services['worker']?.command?.at(-1)).toBe('dist/apps/worker/src/main.js');
    expect(services['worker']?.ports).toBeUndefined();
  });

  it('stops no sooner than the service has ended', () => {
    const { LAME_DUCK_SECONDS, SHUTDOWN_SECONDS } = readSettings({});
    for (const name of ['api', 'worker'])
      expect(parseInt(services[name]?.stop_grace_period ?? '', 10)).toBeGreaterThan(
        LAME_DUCK_SECONDS + SHUTDOWN_SECONDS,
      );
  });
});
