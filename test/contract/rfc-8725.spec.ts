import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/config';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { inSeconds, makeToken, makeUnsignedToken } from '../support/json-web-token.js';

const sub = 'alice';
const [ISSUER, AUDIENCE] = ['https://id.example', 'chat'];
const sound = { sub, iss: ISSUER, aud: AUDIENCE };

/** JSON Web Token Best Current Practices, section by section; `authentication.spec.ts` goes through all operations. */
describe('RFC 8725', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE });
  });
  afterAll(() => api.close());

  const statusOf = async (token: string): Promise<number> => (await api.user().withToken(token).listChats()).status;

  const statusesOf = (tokens: readonly string[]): Promise<number[]> => Promise.all(tokens.map(statusOf));
  const refused = (tokens: readonly string[]): number[] => tokens.map(() => 401);

  it('a sound token is taken', async () => {
    expect(await statusOf(makeToken(sound))).toBe(200);
  });

  it('3.1 Perform Algorithm Verification: the one configured algorithm, and the header has no say in it', async () => {
    const tokens = [
      makeToken(sound, { header: { alg: 'HS384' }, hash: 'sha384' }),
      makeToken(sound, { header: { alg: 'HS512' }, hash: 'sha512' }),
      makeToken(sound, { header: { alg: 'RS256' } }),
      makeToken(sound, { header: { alg: 'hs256' } }),
      makeToken(sound, { header: { alg: undefined } }),
    ];
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.2 Use Appropriate Algorithms: never "none"', async () => {
    const tokens = ['none', 'None', 'NONE', ''].map((alg) => makeUnsignedToken(sound, alg));
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.3 Validate All Cryptographic Operations: every bit of the signature', async () => {
    const [header, payload, signature = ''] = makeToken(sound).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const changed = Array.from({ length: bytes.length }, (_, nth) => {
      const other = Buffer.from(bytes);
      other[nth] = (other[nth] ?? 0) ^ 1;
      return other;
    });
    const wrong = [...changed, bytes.subarray(0, 31), bytes.subarray(0, 0), Buffer.concat([bytes, Buffer.of(0)])];
    const tokens = wrong.map((other) => `${header}.${payload}.${other.toString('base64url')}`);
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.4 Validate Cryptographic Inputs: no key that the token brings along', async () => {
    const own = 'a-key-of-their-own-with-at-least-32-bytes';
    const jwk = { kty: 'oct', k: Buffer.from(own).toString('base64url') };
    const curve = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
    const tokens = [
      makeToken(sound, { secret: own, header: { jwk } }),
      makeToken(sound, { secret: own, header: { epk: curve } }),
    ];
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.5 Ensure Cryptographic Keys Have Sufficient Entropy: no secret of fewer than 32 bytes', () => {
    expect(() => readSettings({ JWT_SECRET: 'password' })).toThrow('32 bytes');
    expect(() => readSettings({ NODE_ENV: 'production' })).toThrow('JWT_SECRET');
    expect(readSettings({ JWT_SECRET: SECRET }).JWT_SECRET).toBe(SECRET);
  });

  it('3.6 Avoid Compression of Encryption Inputs: no encrypted tokens, no zip', async () => {
    const [header, payload, signature] = makeToken(sound, { header: { zip: 'DEF', crit: ['zip'] } }).split('.');
    const tokens = [`${header}.${payload}.${signature}`, `${header}.${payload}.${signature}.${payload}.${signature}`];
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.7 Use UTF-8: claims in another encoding are no claims', async () => {
    const utf16 = Buffer.from(JSON.stringify({ ...sound, exp: inSeconds(60) }), 'utf16le');
    const latin1 = Buffer.from(JSON.stringify({ ...sound, sub: 'zoé', exp: inSeconds(60) }), 'latin1');
    const tokens = [utf16, latin1].map(signed);
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.8 Validate Issuer and Subject', async () => {
    const tokens = [
      makeToken({ ...sound, iss: 'https://evil.example' }),
      makeToken({ ...sound, iss: undefined }),
      makeToken({ ...sound, iss: `${ISSUER}/` }),
      makeToken({ ...sound, sub: undefined }),
      makeToken({ ...sound, sub: { $ne: '' } }),
      makeToken({ ...sound, sub: 'assistant' }),
    ];
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
  });

  it('3.9 Use and Validate Audience', async () => {
    const tokens = [
      makeToken({ ...sound, aud: 'billing' }),
      makeToken({ ...sound, aud: undefined }),
      makeToken({ ...sound, aud: ['billing', 'chatter'] }),
    ];
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
    expect(await statusOf(makeToken({ ...sound, aud: ['billing', AUDIENCE] }))).toBe(200);
  });

  it('3.10 Do Not Trust Received Claims: kid is no path and no query, jku and x5u are never asked', async () => {
    let connections = 0;
    const trap = createServer().on('connection', (socket) => (connections++, socket.destroy()));
    await once(trap.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/keys`;
    const headers = [
      { kid: '../../../../dev/null' },
      { kid: `' OR '1'='1` },
      { jku: url, kid: 'a' },
      { x5u: url },
      { jku: url, alg: 'RS256' },
    ];
    const forged = headers.map((header) => makeToken(sound, { secret: '', header }));
    expect(await statusesOf(forged)).toEqual(refused(forged));
    trap.close();
    expect(connections).toBe(0);
  });

  it('3.11 Use Explicit Typing: a token of another kind is no access token', async () => {
    const others = ['logout+jwt', 'secevent+jwt', 'dpop+jwt', 'JWE', 1, null];
    const tokens = others.map((typ) => makeToken(sound, { header: { typ } }));
    expect(await statusesOf(tokens)).toEqual(refused(tokens));
    const usual = ['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined];
    expect(await statusesOf(usual.map((typ) => makeToken(sound, { header: { typ } })))).toEqual(usual.map(() => 200));
  });

  it('3.12 Use Mutually Exclusive Validation Rules for Different Kinds of JWTs: an ID token of another client is refused', async () => {
    const idToken = makeToken({ ...sound, aud: 'a-web-client', nonce: 'n', azp: 'a-web-client' });
    const logout = makeToken({ ...sound, events: {} }, { header: { typ: 'logout+jwt' } });
    expect(await statusesOf([idToken, logout])).toEqual([401, 401]);
  });
});

/** A JWT of these very bytes as its claims, signed well. */
function signed(claims: Buffer): string {
  const head = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${claims.toString('base64url')}`;
  return `${head}.${createHmac('sha256', SECRET).update(head).digest('base64url')}`;
}
