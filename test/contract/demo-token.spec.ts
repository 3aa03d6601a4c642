import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpErrors } from '#libs/http';
import { demoCode } from '../../apps/api/src/demo/demo-code.js';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';

const PATH = '/docs/demo-token';
const SITE = 'https://app.example.com';

const ask = (api: ApiServer, headers: Record<string, string>) => exchange(api.url, PATH, { method: 'POST', headers });
/** As a browser sends it from /docs, opened at this host by the link that the service printed. */
const fromPageAt = (host: string) => ({
  host,
  origin: `http://${host}`,
  'sec-fetch-site': 'same-origin',
  'x-demo-code': demoCode(SECRET),
});

describe('a token of the demo user', () => {
  let api: ApiServer;
  let port: string;
  beforeAll(async () => {
    api = await startApi({ CORS_ORIGINS: SITE, JWT_ISSUER: 'https://id.example.com', JWT_AUDIENCE: 'chat' });
    ({ port } = new URL(api.url));
  });
  afterAll(() => api.close());

  it.each(['127.0.0.1', 'localhost', '127.8.9.10', '[::1]'])('is given to the page at %s', async (name) => {
    const { status, headers, json } = await ask(api, fromPageAt(`${name}:${port}`));
    expect([status, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([
      200,
      'no-store',
      undefined,
    ]);
    expect(json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 28_800 });
  });

  it('is of the user demo, for eight hours, and is accepted', async () => {
    const { json } = await ask(api, fromPageAt(`127.0.0.1:${port}`));
    const { access_token: token } = json as { access_token: string };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
    expect(claims).toEqual({
      sub: 'demo',
      iss: 'https://id.example.com',
      aud: 'chat',
      iat: expect.any(Number),
      exp: claims.iat + 28_800,
    });
    const authorization = `Bearer ${token}`;
    expect((await exchange(api.url, '/api/v1/chats', { headers: { authorization } })).status).toBe(200);
  });

  const here = () => fromPageAt(`127.0.0.1:${port}`);
  const refusals: Record<string, () => Record<string, string>> = {
    'another site': () => ({ ...here(), origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
    'another site, in a browser without Fetch Metadata': () => ({
      host: `127.0.0.1:${port}`,
      origin: 'https://evil.example',
    }),
    'a site that CORS lets in': () => ({ ...here(), origin: SITE, 'sec-fetch-site': 'cross-site' }),
    'another port of this computer': () => ({
      ...here(),
      origin: 'http://127.0.0.1:1',
      'sec-fetch-site': 'same-site',
    }),
    'a sandboxed frame': () => ({ ...here(), origin: 'null', 'sec-fetch-site': 'cross-site' }),
    'a name that was made to point here': () => fromPageAt(`evil.example:${port}`),
    'a name that only begins like an address': () => fromPageAt(`127.0.0.1.evil.example:${port}`),
    'a name that only ends like localhost': () => fromPageAt(`evil-localhost:${port}`),
    'an address in the network': () => fromPageAt(`192.168.1.2:${port}`),
    'what is no host': () => fromPageAt('127.0.0.1:port'),
    'a proxy': () => ({ ...here(), 'x-forwarded-for': '203.0.113.7' }),
    'a proxy that follows RFC 7239': () => ({ ...here(), forwarded: 'for=203.0.113.7' }),
    'what is no page': () => ({ host: `127.0.0.1:${port}`, 'x-demo-code': demoCode(SECRET) }),
    'whoever has not seen the link, as behind a proxy on this computer that says nothing of it': () => ({
      ...here(),
      'x-demo-code': '',
    }),
    'who guesses the code': () => ({ ...here(), 'x-demo-code': demoCode(`${SECRET}!`) }),
    'who has half of the code': () => ({ ...here(), 'x-demo-code': demoCode(SECRET).slice(0, 11) }),
  };

  it.each(Object.entries(refusals))('is not given to %s: there is no such route', async (_name, headers) => {
    const { status, problem } = await ask(api, headers());
    expect([status, problem.code, problem.detail]).toEqual([404, 'not_found', HttpErrors.not_found.detail]);
  });

  it.each([
    ['this computer', {}, true],
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }, false],
    ['another name', { host: 'evil.example' }, false],
  ])('is offered by the page to %s or not', async (_name, headers, isOffered) => {
    const { text } = await exchange(api.url, '/docs', { headers });
    expect(text.includes('data-demo-user')).toBe(isOffered);
  });
});

describe('a token of the demo user in production', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ NODE_ENV: 'production' });
  });
  afterAll(() => api.close());

  it('is neither given nor offered, and nothing of it is served', async () => {
    const { status, problem } = await ask(api, fromPageAt(new URL(api.url).host));
    expect([status, problem.code]).toEqual([404, 'not_found']);
    const { text } = await exchange(api.url, '/docs');
    expect(text).not.toContain('data-demo-user');
    const [start = ''] = /[^"]+start\.js/.exec(text) ?? [];
    expect((await exchange(api.url, start)).status).toBe(200);
    expect((await exchange(api.url, start.replace('start.js', 'demo-user.js'))).status).toBe(404);
  });
});

interface Claims {
  readonly iat: number;
}
