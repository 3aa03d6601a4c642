import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { type Upgrade, upgrade } from '../support/upgrade.js';

describe('the upgrade to a WebSocket', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const ask = (asked: Upgrade) => upgrade(api.url, asked);
  const bearer = (claims: object = { sub: 'alice' }) => `Bearer ${makeToken({ ...claims })}`;

  describe('is refused with 401', () => {
    const invalid = (description: string) => `Bearer error="invalid_token", error_description="${description}"`;
    const isInvalid = (why: string) => ({ code: 'token_invalid', challenge: invalid(why) });
    const isForged = isInvalid('The access token is signed with another secret or key than those of this server.');
    const isEndless = isInvalid('The exp claim is missing.');
    const isNone = isInvalid('This is not a JSON Web Token: send what the issuer gave, whole and without quotes.');
    const expiredToken = { code: 'token_expired', challenge: invalid('The access token has expired.') };
    const badSubject = { code: 'token_invalid', challenge: invalid('The sub claim is not a user id.') };
    const noToken = { code: 'token_required', challenge: 'Bearer' };
    const expired = makeToken({ sub: 'alice', exp: inSeconds(-120) });
    const forged = makeToken({ sub: 'alice' }, { secret: 'another-secret-that-has-at-least-32-bytes' });
    const endless = makeToken({ sub: 'alice', exp: undefined });

    it.each<[string, Upgrade, typeof noToken]>([
      ['without a token', {}, noToken],
      ['with subprotocols but no token', { protocols: ['chat.v1'] }, noToken],
      ['with an empty token', { protocols: ['chat.v1', 'bearer.'] }, noToken],
      ['with other credentials', { authorization: 'Basic YWxpY2U6c2VjcmV0' }, noToken],
      ['with a forged token', { authorization: `Bearer ${forged}` }, isForged],
      ['with a forged token among the subprotocols', { protocols: ['chat.v1', `bearer.${forged}`] }, isForged],
      ['with a token that never ends', { authorization: `Bearer ${endless}` }, isEndless],
      ['with no JWT', { protocols: ['bearer.alice', 'chat.v1'] }, isNone],
      ['with a token of the reserved sender', { authorization: bearer({ sub: 'assistant' }) }, badSubject],
      ['with an expired token', { authorization: `Bearer ${expired}` }, expiredToken],
      ['with an expired token among the subprotocols', { protocols: ['chat.v1', `bearer.${expired}`] }, expiredToken],
      ['with a token in the URL alone', { path: `/realtime?token=${makeToken({ sub: 'alice' })}` }, noToken],
    ])('%s', async (_name, asked, { code, challenge }) => {
      const { status, headers, problem } = await ask({ ...asked, headers: { 'x-request-id': 'mine' } });
      expect(status).toBe(401);
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json',
        'www-authenticate': challenge,
        'x-request-id': 'mine',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        connection: 'close',
      });
      expect(problem).toMatchObject({ status: 401, code, instance: '/realtime', request_id: 'mine' });
    });
  });

  it('takes the token from the Authorization header', async () => {
    const { status, headers } = await ask({ authorization: bearer() });
    expect(status).toBe(101);
    expect(headers['sec-websocket-protocol']).toBeUndefined();
  });

  it.each([
    ['chat.v1, then the token', (token: string) => ['chat.v1', token], 'chat.v1'],
    ['the token, then chat.v1', (token: string) => [token, 'chat.v1'], 'chat.v1'],
    ['chat.v1 among others', (token: string) => ['chat.v9', token, 'chat.v1'], 'chat.v1'],
  ])('answers chat.v1 to %s', async (_name, protocolsOf, chosen) => {
    const { status, headers } = await ask({ protocols: protocolsOf(`bearer.${makeToken({ sub: 'alice' })}`) });
    expect([status, headers['sec-websocket-protocol']]).toEqual([101, chosen]);
  });

  // A browser closes a connection whose server chose nothing of what it offered.
  it('opens for a client that offers only a token', async () => {
    const token = `bearer.${makeToken({ sub: 'alice' })}`;
    const { status, headers } = await ask({ protocols: [token] });
    expect([status, headers['sec-websocket-protocol']]).toEqual([101, token]);
  });

  it('is refused with 400 for a query parameter that is not known, a token above all', async () => {
    const path = `/realtime?token=${makeToken({ sub: 'alice' })}`;
    const { status, problem } = await ask({ path, authorization: bearer() });
    expect([status, problem?.code]).toEqual([400, 'validation_failed']);
    expect(problem?.errors).toMatchObject([{ field: 'token', code: 'unknown_field' }]);
  });

  it.each(['/', '/realtime2', '/realtime/chats', '/api/v1/realtime'])('is 404 at %s', async (path) => {
    const { status, problem } = await ask({ path, authorization: bearer() });
    expect([status, problem?.code, problem?.instance]).toEqual([404, 'not_found', path]);
  });

  it('ignores a trailing slash', async () => {
    expect((await ask({ path: '/realtime/', authorization: bearer() })).status).toBe(101);
  });

  describe('by a service', () => {
    const service = () => bearer({ sub: 'bot', scope: 'chat:service' });

    it('opens for every chat', async () => {
      expect((await ask({ authorization: service() })).status).toBe(101);
    });

    it('opens for a user', async () => {
      expect((await ask({ path: '/realtime?user_id=alice', authorization: service() })).status).toBe(101);
    });

    it.each(['', 'a'.repeat(129), 'a%00b'])('is refused with 400 for the user id "%s"', async (id) => {
      const { status, problem } = await ask({ path: `/realtime?user_id=${id}`, authorization: service() });
      expect([status, problem?.errors?.[0]?.field]).toEqual([400, 'user_id']);
    });

    it("is no way to another user's feed for a user", async () => {
      const { status, problem } = await ask({ path: '/realtime?user_id=bob', authorization: bearer() });
      expect([status, problem?.code]).toEqual([400, 'user_id_mismatch']);
    });
  });

  it('to something else than a WebSocket is ignored: the request is answered as if it had not asked', async () => {
    // What Java's HttpClient sends with every request that is not encrypted (RFC 7540, section 3.2).
    const headers = {
      authorization: bearer({ sub: api.user('java').userId }),
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    };
    const got = await exchange(api.url, '/api/v1/chats', { headers });
    expect([got.status, got.json]).toEqual([200, { data: [], has_more: false, next_cursor: null }]);
    const body = '{"title":"From Java"}';
    const posting = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
    expect((await exchange(api.url, '/api/v1/chats', posting)).json).toMatchObject({ title: 'From Java' });
  });
});
