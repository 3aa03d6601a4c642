import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { Issuer, newKey } from '../support/issuer.js';
import { makeToken } from '../support/json-web-token.js';
import { until } from '../support/until.js';

const rsa = newKey('RS256', 'rsa');
const ec = newKey('ES256', 'ec');
const ed = newKey('EdDSA', 'ed');

describe('the keys of an issuer', () => {
  let issuer: Issuer;
  let api: ApiServer | undefined;
  beforeEach(async () => (issuer = await Issuer.start(rsa, ec, ed)));
  afterEach(async () => {
    await api?.close();
    api = undefined;
    await issuer.close();
  });

  const start = async (settings: Record<string, string> = {}) =>
    (api = await startApi({ ...issuer.settings, ...settings }));
  const statusOf = async (token: string): Promise<number> =>
    (await api?.user().withToken(token).listChats())?.status ?? 0;

  it.each([rsa, ec, ed])('verify $alg by kid, beside HS256 with the secret', async (key) => {
    await start();
    expect(await statusOf(issuer.token(key, { sub: 'alice' }))).toBe(200);
    const { JWT_ISSUER: iss, JWT_AUDIENCE: aud } = issuer.settings;
    expect(await statusOf(makeToken({ sub: 'shop', scope: 'chat:service', iss, aud, user_id: 'x' }))).toBe(200);
    expect(await statusOf(makeToken({ sub: 'alice', iss, aud }))).toBe(200);
    expect(await statusOf(makeToken({ sub: 'alice' }))).toBe(401);
  });

  it('that are new are asked for at once, for all that wait, and then once a minute', async () => {
    await start();
    expect(await statusOf(issuer.token(rsa, { sub: 'alice' }))).toBe(200);
    const asked = issuer.asked;
    const next = newKey('RS256', 'next');
    issuer.publish(rsa.jwk, next.jwk);
    const tokens = Array.from({ length: 30 }, (_, nth) => issuer.token(next, { sub: `person-${nth}` }));
    expect(new Set(await Promise.all(tokens.map(statusOf)))).toEqual(new Set([200]));
    const strangers = Array.from({ length: 100 }, (_, nth) => issuer.token(rsa, { sub: 'alice' }, { kid: `x${nth}` }));
    expect(new Set(await Promise.all(strangers.map(statusOf)))).toEqual(new Set([401]));
    expect(issuer.asked - asked).toBe(1);
  });

  it('that are removed, or replaced under their name, count no more, for tokens that were taken before neither', async () => {
    await start();
    const [gone, stays] = [issuer.token(ec, { sub: 'alice' }), issuer.token(rsa, { sub: 'alice' })];
    const replaced = newKey('EdDSA', ed.kid);
    const [old, now] = [issuer.token(ed, { sub: 'alice' }), issuer.token(replaced, { sub: 'alice' })];
    for (const token of [gone, stays, old]) expect(await statusOf(token)).toBe(200);
    issuer.publish(rsa.jwk, replaced.jwk);
    // Which has the set fetched.
    expect(await statusOf(issuer.token(rsa, { sub: 'alice' }, { kid: 'unknown' }))).toBe(401);
    expect(await Promise.all([gone, stays, old, now].map(statusOf))).toEqual([401, 200, 401, 200]);
  });

  it.each<[string, Parameters<Issuer['misbehave']>[0]]>([
    ['refuses', (answer) => answer.writeHead(500).end()],
    ['answers what is no key set', (answer) => answer.end('<html>')],
    ['answers null', (answer) => answer.end('null')],
    ['answers a list', (answer) => answer.end('[]')],
    ['redirects', (answer) => answer.writeHead(302, { location: '/elsewhere' }).end()],
    ['is too talkative', (answer) => answer.end(JSON.stringify({ keys: [], padding: 'x'.repeat(300_000) }))],
    ['cuts its answer', (answer) => (answer.write('{"keys":['), answer.destroy())],
    ['hangs', () => undefined],
    ['trickles', (answer) => void trickle(answer)],
  ])('go on while it %s', async (_how, misbehaviour) => {
    await start();
    expect(await statusOf(issuer.token(rsa, { sub: 'alice' }))).toBe(200);
    issuer.misbehave(misbehaviour);
    const asked = issuer.asked;
    const waiting = statusOf(issuer.token(rsa, { sub: 'alice' }, { kid: 'unknown' }));
    // Also before it is given up.
    expect(await statusOf(issuer.token(rsa, { sub: 'bob' }))).toBe(200);
    expect(await waiting).toBe(401);
    expect(await statusOf(issuer.token(rsa, { sub: 'carol' }))).toBe(200);
    expect(issuer.asked - asked).toBe(1);
  });

  it('go on while it is away, and are found when it comes after the server', async () => {
    await issuer.close();
    await start();
    const token = issuer.token(rsa, { sub: 'alice' });
    expect(await statusOf(token)).toBe(401);
    const { JWT_ISSUER: iss, JWT_AUDIENCE: aud } = issuer.settings;
    expect(await statusOf(makeToken({ sub: 'alice', iss, aud }))).toBe(200);
    await issuer.reopen();
    await until(async () => (await statusOf(token)) === 200);
    await issuer.close();
    expect(await statusOf(issuer.token(ec, { sub: 'bob' }))).toBe(200);
    await issuer.reopen();
  });

  it('are a hundred at most', async () => {
    const keys = Array.from({ length: 1_000 }, (_, nth) => ({ ...ec.jwk, kid: `k${nth}` }));
    issuer.publish(...keys);
    await start();
    const token = (kid: string) => issuer.token(ec, { sub: 'alice' }, { kid });
    expect(await Promise.all(['k0', 'k99', 'k100', 'k999'].map((kid) => statusOf(token(kid))))).toEqual([
      200, 200, 401, 401,
    ]);
  });

  it('may be all that there is, in production', async () => {
    const settings = { NODE_ENV: 'production', JWT_SECRET: '', RATE_LIMITS: 'off' };
    await start(settings);
    await ok(
      api!
        .user()
        .withToken(issuer.token(rsa, { sub: 'alice' }))
        .listChats(),
    );
  });
});

async function trickle(answer: { destroyed: boolean; write(text: string): unknown }): Promise<void> {
  answer.write('{"keys":[');
  while (!answer.destroyed) {
    answer.write(' ');
    await sleep(50);
  }
}
