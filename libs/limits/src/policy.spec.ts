import { describe, expect, it } from '@jest/globals';
import { LocalLimiter } from './local-limiter.js';
import { policiesOf } from './policies-of.js';
import { Policy } from './policy.js';

const quota = { points: 2, seconds: 60 };
const refusal = expect.objectContaining({ code: 'rate_limited' });

describe('how many requests one subject may make in a window', () => {
  it('is told with each, and refused when nothing is left', async () => {
    const policy = new Policy('write', quota, new LocalLimiter(quota));
    expect(await policy.look('ann')).toBeUndefined();
    expect(await policy.take('ann')).toEqual({ ratelimit: '"write";r=1;t=60', 'ratelimit-policy': '"write";q=2;w=60' });
    expect(await policy.take('ann')).toMatchObject({ ratelimit: '"write";r=0;t=60' });
    expect(await policy.look('ann')).toEqual(refusal);
    await expect(policy.take('ann')).rejects.toEqual(refusal);
    await expect(policy.take('bob')).resolves.toMatchObject({ ratelimit: '"write";r=1;t=60' });
  });

  it('passes on what is no refusal', async () => {
    const broken = { consume: () => Promise.reject(new Error('no Redis')) } as unknown as LocalLimiter;
    await expect(new Policy('write', quota, broken).take('ann')).rejects.toThrow('no Redis');
  });
});

const settings = {
  RATE_LIMITS: undefined,
  isProduction: true,
  REDIS_URL: undefined,
  BUS_CHANNEL: 'chat_hints',
  RATE_LIMIT_WINDOW_SECONDS: 60,
  RATE_LIMIT_SERVICE_FACTOR: 100,
  RATE_LIMIT_READ: 10,
  RATE_LIMIT_WRITE: 10,
  RATE_LIMIT_SEARCH: 10,
  RATE_LIMIT_CONNECT: 10,
  RATE_LIMIT_REPLY: 0,
} as const;

describe('which policies there are', () => {
  const names = async (changes: object) => [...(await policiesOf({ ...settings, ...changes })).byName.keys()];

  it('is one for each class and kind of caller; a limit of 0 is none', async () => {
    const all = ['read', 'write', 'search', 'connect'].flatMap((one) => [`${one}:person`, `${one}:service`]);
    expect(await names({})).toEqual(all);
  });

  it.each([
    [{ RATE_LIMITS: 'off' }, 0],
    [{ isProduction: false }, 0],
    [{ isProduction: false, RATE_LIMITS: 'on' }, 8],
  ] as const)('with %j: %i', async (changes, count) => {
    expect(await names(changes)).toHaveLength(count);
  });

  it('multiplies the limit for services', async () => {
    const { byName } = await policiesOf(settings);
    const standing = await byName.get('write:service')?.take('desk');
    expect(standing).toMatchObject({ 'ratelimit-policy': '"write";q=1000;w=60' });
  });
});
