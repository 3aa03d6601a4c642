import { createHash, createHmac, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { Issuer, type IssuerKey, newKey, signedToken } from '../support/issuer.js';
import { inSeconds, makeUnsignedToken } from '../support/json-web-token.js';

const rsa = newKey('RS256', 'rsa');
const ec = newKey('ES256', 'ec');
const ed = newKey('EdDSA', 'ed');
const weak = newKey('RS256', 'weak', 1024);
const doubled = [newKey('RS256', 'doubled'), newKey('RS256', 'doubled')] as const;
const leaked = newKey('RS256', 'leaked');
const encrypting = newKey('RS256', 'encrypting');
const nameless = newKey('RS256', '');
const secret = createSecretKey(Buffer.alloc(48, 7));
const { privateKey: p384, publicKey: p384Public } = generateKeyPairSync('ec', { namedCurve: 'P-384' });

/** RFC 8725 where there are public keys; `test/contract/rfc-8725.spec.ts` is about the secret. */
describe('a token that no key of the issuer has signed for this server is refused', () => {
  let issuer: Issuer;
  let api: ApiServer;
  beforeAll(async () => {
    issuer = await Issuer.start();
    issuer.publish(
      ...[rsa, ec, ed, weak, ...doubled].map(({ jwk }) => jwk),
      { ...leaked.privateKey.export({ format: 'jwk' }), kid: 'leaked' },
      { ...encrypting.jwk, use: 'enc' },
      { ...encrypting.jwk, kid: 'wrapping', use: undefined, key_ops: ['wrapKey'] },
      { ...encrypting.jwk, kid: 'other-algorithm', alg: 'PS256' },
      { ...nameless.jwk, kid: undefined },
      { ...secret.export({ format: 'jwk' }), kid: 'secret', alg: 'HS256' },
      { ...p384Public.export({ format: 'jwk' }), kid: 'p384' },
      { kty: 'RSA', kid: 'malformed', n: '!', e: 'AQAB' },
      { kty: 'EC', crv: 'P-256', kid: 'off-curve', x: 'AQ', y: 'AQ' },
      // Signs nothing: every padded hash is its own signature.
      { ...rsa.jwk, kid: 'exponent-1', e: 'AQ' },
      { ...rsa.jwk, kid: 'x'.repeat(257) },
      ...([null, 1, 'key', [], {}] as object[]),
    );
    api = await startApi(issuer.settings);
  });
  afterAll(async () => {
    await api.close();
    await issuer.close();
  });

  const answerOf = async (token: string) => {
    const { status, problem } = await api.user().withToken(token).listChats();
    return status === 200 ? 200 : problem.code;
  };
  const sound = (key: IssuerKey, claims: object = {}, header: object = {}) =>
    issuer.token(key, { sub: 'alice', ...claims }, { ...header });

  it('is taken when it is as it should be, also with other fields beside the key in the set', async () => {
    for (const key of [rsa, ec, ed]) expect(await answerOf(sound(key))).toBe(200);
  });

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('with the algorithm "%s"', async (alg) => {
    for (const kid of [undefined, 'rsa']) {
      const [, payload] = sound(rsa).split('.');
      const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid })).toString('base64url');
      expect(await answerOf(`${header}.${payload}.`)).toBe('token_invalid');
    }
    expect(await answerOf(makeUnsignedToken({ sub: 'alice' }, alg))).toBe('token_invalid');
  });

  it('when a public key, in any form, is used as an HS256 secret', async () => {
    for (const { publicKey, kid, jwk } of [rsa, ec, ed]) {
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const der = publicKey.export({ type: 'spki', format: 'der' });
      for (const key of [pem, pem.trim(), der, JSON.stringify(jwk), secret.export()])
        for (const name of [kid, 'secret', undefined])
          expect(await answerOf(hmacToken(issuer, key, { kid: name }))).toBe('token_invalid');
    }
  });

  it('when its algorithm is another than that of the key', async () => {
    const confused = [
      sound(rsa, {}, { kid: 'ec' }),
      sound(ec, {}, { kid: 'rsa' }),
      sound(ed, {}, { kid: 'ec' }),
      sound(rsa, {}, { alg: 'ES256' }),
      sound(rsa, {}, { alg: 'PS256' }),
      sound(rsa, {}, { alg: 'RS384' }),
      sound(rsa, {}, { alg: 'rs256' }),
      sound(ed, {}, { alg: 'Ed25519' }),
      sound(rsa, {}, { alg: ['RS256'] }),
      sound(rsa, {}, { alg: null }),
      sound(rsa, {}, { alg: 'HS256' }),
      signedToken({ alg: 'ES256', kid: 'p384', privateKey: p384 }, claimsOf(issuer)),
    ];
    for (const token of confused) expect(await answerOf(token)).toBe('token_invalid');
  });

  it.each<[string, string, KeyObject]>([
    ['weak', 'weak', weak.privateKey],
    ['one of two of the same name', 'doubled', doubled[0].privateKey],
    ['the other of two of the same name', 'doubled', doubled[1].privateKey],
    ['published with its private part', 'leaked', leaked.privateKey],
    ['for encryption', 'encrypting', encrypting.privateKey],
    ['for wrapping keys', 'wrapping', encrypting.privateKey],
    ['for another algorithm', 'other-algorithm', encrypting.privateKey],
    ['malformed', 'malformed', rsa.privateKey],
    ['named by more than anybody would', 'x'.repeat(257), rsa.privateKey],
  ])('when the key is %s', async (_how, kid, privateKey) => {
    expect(await answerOf(signedToken({ alg: 'RS256', kid, privateKey }, claimsOf(issuer)))).toBe('token_invalid');
  });

  it('when the key has the exponent 1, of which every padded hash is a signature', async () => {
    const [input] = /^.*(?=[.])/.exec(sound(rsa, {}, { kid: 'exponent-1' })) ?? [''];
    // RFC 8017, section 9.2: EMSA-PKCS1-v1_5 with SHA-256.
    const ending = Buffer.concat([
      Buffer.from('3031300d060960864801650304020105000420', 'hex'),
      createHash('sha256').update(input).digest(),
    ]);
    const padded = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(256 - 3 - ending.length, 0xff), Buffer.of(0), ending]);
    expect(await answerOf(`${input}.${padded.toString('base64url')}`)).toBe('token_invalid');
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', ''],
    ['null', null],
    ['a number', 1],
    ['a list', ['rsa']],
    ['an object', { toString: 'rsa' }],
    ['a member of every object', '__proto__'],
    ['a path', '../../dev/null'],
    ['SQL', `rsa' OR '1'='1`],
    ['huge', 'rsa'.repeat(1000)],
  ])('when its kid is %s', async (_how, kid) => {
    expect(await answerOf(sound(rsa, {}, { kid }))).toBe('token_invalid');
    expect(await answerOf(sound(nameless, {}, { kid }))).toBe('token_invalid');
  });

  it('when its header brings a key, or says where one is', async () => {
    const stranger = newKey('RS256', 'rsa');
    const elsewhere = await Issuer.start(stranger);
    const x5c = [stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')];
    const url = elsewhere.settings['JWT_JWKS_URL'];
    for (const header of [{ jwk: stranger.jwk }, { jku: url }, { x5u: url }, { x5c }, { jku: url, kid: 'new' }])
      expect(await answerOf(sound(stranger, {}, header))).toBe('token_invalid');
    for (const header of [{ jwk: stranger.jwk }, { jku: url }, { x5u: url }, { x5c }])
      expect(await answerOf(sound(rsa, {}, header))).toBe(200);
    expect(elsewhere.asked).toBe(0);
    await elsewhere.close();
  });

  it.each<[string, object]>([
    ['critical extensions', { crit: ['exp'], exp: 1 }],
    ['b64', { crit: ['b64'], b64: false }],
    ['an empty crit', { crit: [] }],
    ['a crit that is null', { crit: null }],
    ['a crit that is no list', { crit: '' }],
  ])('when its header has %s', async (_what, header) => {
    expect(await answerOf(sound(rsa, {}, header))).toBe('token_invalid');
  });

  it('when it is of another kind', async () => {
    for (const typ of ['logout+jwt', 'secevent+jwt', 'dpop+jwt', 'JOSE', 1, null, ['JWT']])
      expect(await answerOf(sound(rsa, {}, { typ }))).toBe('token_invalid');
    const inner = sound(rsa);
    expect(await answerOf(signedToken(rsa, inner as unknown as object, { cty: 'JWT' }))).toBe('token_invalid');
    expect(await answerOf(signedToken(rsa, [claimsOf(issuer)]))).toBe('token_invalid');
  });

  it.each<[string, object, string]>([
    ['has expired', { exp: inSeconds(-3600) }, 'token_expired'],
    ['never expires', { exp: undefined }, 'token_invalid'],
    ['expires at no time', { exp: 'tomorrow' }, 'token_invalid'],
    ['expires at times', { exp: [inSeconds(60)] }, 'token_invalid'],
    ['has not begun', { nbf: inSeconds(3600) }, 'token_invalid'],
    ['begins at no time', { nbf: 'now' }, 'token_invalid'],
    ['is of another issuer', { iss: 'https://evil.example/' }, 'token_invalid'],
    ['is of no issuer', { iss: undefined }, 'token_invalid'],
    ['is of issuers', { iss: ['https://evil.example/'] }, 'token_invalid'],
    ['is for another audience', { aud: 'account' }, 'token_invalid'],
    ['is for other audiences', { aud: ['account', 'chats'] }, 'token_invalid'],
    ['is for nobody', { aud: undefined }, 'token_invalid'],
    ['is of nobody', { sub: undefined }, 'token_invalid'],
    ['is of the assistant', { sub: 'assistant' }, 'token_invalid'],
    ['is of many', { sub: ['alice'] }, 'token_invalid'],
  ])('when it %s', async (_how, claims, code) => {
    expect(await answerOf(sound(rsa, claims))).toBe(code);
  });

  it('when it is longer than any token', async () => {
    expect(await answerOf(sound(rsa, { padding: 'x'.repeat(4_000) }))).toBe(200);
    expect(await answerOf(sound(rsa, { padding: 'x'.repeat(7_000) }))).toBe('token_invalid');
  });

  it('when a part of it was changed', async () => {
    for (const key of [rsa, ec, ed]) {
      const [header, payload, signature = ''] = sound(key).split('.');
      const other = sound(key, { sub: 'bob' }).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      const halves = [
        bytes.subarray(0, -1),
        Buffer.concat([bytes, Buffer.of(0)]),
        Buffer.alloc(bytes.length),
        Buffer.of(),
      ];
      const wrong = [other[2], ...halves.map((half) => half.toString('base64url'))];
      for (const one of wrong) expect(await answerOf(`${header}.${payload}.${one}`)).toBe('token_invalid');
      expect(await answerOf(`${header}.${other[1]}.${signature}`)).toBe('token_invalid');
    }
  });
});

const claimsOf = ({ url }: Issuer) => ({ sub: 'alice', iss: url, aud: 'chat', exp: inSeconds(3600) });

function hmacToken(issuer: Issuer, key: string | Buffer, header: object): string {
  const input = [{ alg: 'HS256', typ: 'JWT', ...header }, claimsOf(issuer)]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}
