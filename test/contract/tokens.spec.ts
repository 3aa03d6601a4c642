import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { exchange } from '../support/http-exchange.js';

describe('a valid token', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const listChats = (token: string) => api.user().withToken(token).listChats();

  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('is accepted after "%s"', async (scheme) => {
    const headers = { authorization: `${scheme} ${makeToken({ sub: api.user().userId })}` };
    expect((await exchange(api.url, '/api/v1/chats', { headers })).status).toBe(200);
  });

  it.each([
    ['one character', 'é'],
    ['128 characters', 'a'.repeat(128)],
    ['128 characters beyond the basic plane', '𝒶'.repeat(128)],
    ['signs that mean something elsewhere', `o'neil/%00 "x"; DROP TABLE chat; --`],
    ['white space around', ' alice '],
  ])('may have a sub of %s', async (_name, sub) => {
    const chat = await ok(api.user().withToken(makeToken({ sub })).createChat());
    expect(chat.user_id).toBe(sub);
  });

  it('is judged by the configured key alone: jwk and jku in its header are ignored', async () => {
    let asked = 0;
    const keyServer = createServer((_request, answer) => answer.end(String(++asked))).listen(0, '127.0.0.1');
    await once(keyServer, 'listening');
    const jku = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/keys`;
    const jwk = { kty: 'oct', k: Buffer.from('another-secret-that-has-at-least-32-bytes').toString('base64url') };
    await ok(listChats(makeToken({ sub: 'alice' }, { header: { jwk, jku, x5u: jku } })));
    keyServer.close();
    expect(asked).toBe(0);
  });

  it.each([
    ['chat:service', true],
    ['openid chat:service email', true],
    ['openid', false],
    ['chat:services', false],
    ['xchat:service', false],
    ['chat:service:read', false],
    ['CHAT:SERVICE', false],
    ['chat:service,openid', false],
    ['', false],
  ])('with the scope "%s" makes a service: %s', async (scope, isService) => {
    const reply = api
      .user()
      .withToken(makeToken({ sub: 'bot', scope }))
      .listChats({ user_id: api.user().userId });
    if (isService) await ok(reply);
    else await refused(reply, 400, 'user_id_mismatch');
  });

  it('is checked again at every use: one that has been seen expires all the same', async () => {
    const strict = await startApi({ JWT_LEEWAY_SECONDS: '0' });
    try {
      const token = makeToken({ sub: strict.user().userId, exp: inSeconds(3) });
      const client = strict.user().withToken(token);
      await ok(client.listChats());
      for (;;) {
        const { status, problem } = await client.listChats();
        if (status === 200) continue;
        expect([status, problem.code]).toEqual([401, 'token_expired']);
        return;
      }
    } finally {
      await strict.close();
    }
  });
});

describe.each([
  ['0', -10, 401],
  ['60', -30, 200],
  ['60', -90, 401],
])('with a leeway of %s s', (JWT_LEEWAY_SECONDS, seconds, status) => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ JWT_LEEWAY_SECONDS });
  });
  afterAll(() => api.close());

  it(`a token that expired ${-seconds} s ago is answered ${status}`, async () => {
    const client = api.user().withToken(makeToken({ sub: 'alice', exp: inSeconds(seconds) }));
    expect((await client.listChats()).status).toBe(status);
  });

  it(`a token that is valid only in ${-seconds} s is answered ${status}`, async () => {
    const client = api.user().withToken(makeToken({ sub: 'alice', nbf: inSeconds(-seconds) }));
    expect((await client.listChats()).status).toBe(status);
  });
});

describe('with an issuer and an audience', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ JWT_ISSUER: 'https://id.example.com', JWT_AUDIENCE: 'chat' });
  });
  afterAll(() => api.close());
  const right = { sub: 'alice', iss: 'https://id.example.com', aud: 'chat' };

  it.each([
    ['both', right],
    ['the audience as one of several', { ...right, aud: ['mail', 'chat'] }],
  ])('a token with %s is accepted', async (_name, claims) => {
    await ok(api.user().withToken(makeToken(claims)).listChats());
  });

  it.each([
    ['no issuer', { ...right, iss: undefined }],
    ['another issuer', { ...right, iss: 'https://id.example.com.evil.example' }],
    ['an issuer with a slash more', { ...right, iss: 'https://id.example.com/' }],
    ['no audience', { ...right, aud: undefined }],
    ['another audience', { ...right, aud: 'chats' }],
    ['other audiences', { ...right, aud: ['mail', 'chats'] }],
    ['no audience in the list', { ...right, aud: [] }],
  ])('a token with %s is 401', async (_name, claims) => {
    const { status, headers } = await api.user().withToken(makeToken(claims)).listChats();
    expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer\b/)]);
  });
});
