import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { ok } from '../support/expectations.js';

interface Named {
  readonly servers: readonly { readonly url: string }[];
  readonly externalDocs: { readonly url: string };
  readonly info: { readonly description: string };
}

interface NamedEvents {
  readonly servers: Readonly<
    Record<string, { readonly host: string; readonly protocol: string; readonly pathname?: string }>
  >;
}

const PROXIED = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'example.com', 'x-forwarded-prefix': '/chat' };
const HOSTILE = [
  'evil.example/"><script>',
  '//evil.example',
  '/a"b',
  '/a)[x](//evil',
  '/a\\u0000',
  "/a'b",
  '/<b>',
  '/a: b',
];

describe('the address of the service', () => {
  let plain: ApiServer;
  let proxied: ApiServer;
  let configured: ApiServer;
  beforeAll(async () => {
    plain = await startApi();
    proxied = await startApi({ TRUST_PROXY: 'loopback' });
    configured = await startApi({ PUBLIC_URL: 'https://api.example.com/talk/', TRUST_PROXY: 'loopback' });
  });
  afterAll(async () => {
    for (const api of [plain, proxied, configured]) await api.close();
  });

  const documentOf = async (api: ApiServer, headers: Record<string, string> = {}) =>
    (await exchange(api.url, '/docs/openapi.json', { headers })).json as Named;
  const serversOf = async (api: ApiServer, headers: Record<string, string> = {}) =>
    (await documentOf(api, headers)).servers.map(({ url }) => url);

  it('is named by the documents as it was asked at', async () => {
    expect(await serversOf(plain)).toEqual([plain.url]);
    expect(await serversOf(plain, { host: 'api.internal:8080' })).toEqual(['http://api.internal:8080']);
    // Of a proxy on the same machine that is not named as trusted, the path alone.
    expect(await serversOf(plain, PROXIED)).toEqual([`${plain.url}/chat`]);
    expect(await serversOf(proxied, PROXIED)).toEqual(['https://example.com/chat']);
    expect(await serversOf(configured, PROXIED)).toEqual(['https://api.example.com/talk']);
  });

  it('is named in YAML, and in the AsyncAPI document', async () => {
    const { text } = await exchange(proxied.url, '/docs/openapi.yaml', { headers: PROXIED });
    expect(text).toMatch(/^servers:\n +- url: https:\/\/example\.com\/chat$/m);
    expect(text).toContain('url: /chat/docs/guides/first-conversation');
    expect(text).not.toMatch(/(\]\(|url: )\/docs\//);
    const { json } = await exchange(proxied.url, '/docs/asyncapi.json', { headers: PROXIED });
    expect(Object.values((json as NamedEvents).servers)).toEqual(
      ['wss', 'https'].map((protocol) => expect.objectContaining({ host: 'example.com', protocol, pathname: '/chat' })),
    );
  });

  it('is in the way of every link: of pages, of documents, of guides', async () => {
    const below = async (api: ApiServer, headers: Record<string, string>, path: string) => {
      const { externalDocs, info } = await documentOf(api, headers);
      expect(externalDocs.url).toBe(`${path}/docs/guides/first-conversation`);
      for (const [, target] of info.description.matchAll(/\]\(([^)]+)\)/g))
        expect(target).toMatch(new RegExp(`^${path}/docs/`));
      for (const page of ['/docs', '/docs/guides', '/docs/guides/tokens']) {
        const { text } = await exchange(api.url, page, { headers });
        const targets = [...text.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, target]) => target ?? '');
        expect([page, targets.length > 0, targets.filter((target) => !target.startsWith(`${path}/`))]).toEqual([
          page,
          true,
          [],
        ]);
      }
      const alice = api.user('alice');
      for (let times = 0; times < 3; times++) await ok(alice.createChat());
      const page = await alice.call('listChats', 'GET', '/chats', { query: { limit: 1 }, headers });
      expect(page.headers.get('link')).toMatch(new RegExp(`^<${path}/api/v1/chats\\?.*>; rel="next"$`));
    };
    await below(plain, {}, '');
    await below(proxied, PROXIED, '/chat');
    await below(configured, {}, '/talk');
  });

  it.each(HOSTILE)('is never what a stranger makes up: %s', async (word) => {
    for (const path of [
      '/docs',
      '/docs/guides/tokens',
      '/docs/openapi.json',
      '/docs/openapi.yaml',
      '/docs/postman.json',
    ]) {
      const headers = { 'x-forwarded-prefix': word, 'x-forwarded-host': word, 'x-forwarded-proto': word };
      const usual = await exchange(proxied.url, path);
      const { status, text } = await exchange(proxied.url, path, { headers });
      expect([path, status, text.includes('evil'), text.includes(word)]).toEqual([path, 200, false, false]);
      expect(usual.headers['cache-control']).toMatch(/^(private, no-cache|no-store)$/);
    }
  });
});
