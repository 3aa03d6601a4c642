import { describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { namePublicAddress, type PublicAddress } from './public-address.js';
import { TrustedProxies } from './trusted-proxies.js';

function serverWith(proxies: TrustedProxies, setting?: string): FastifyInstance {
  const server = Fastify({ trustProxy: proxies.trusts });
  namePublicAddress(server, proxies, setting);
  server.get('/', ({ publicAddress }) => publicAddress);
  return server;
}

const NEAR = new TrustedProxies(['127.0.0.1']);
const NOBODY = new TrustedProxies();
const FORWARDED = {
  host: 'api:3000',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'chat.example.com',
  'x-forwarded-prefix': '/chat',
};

type Case = readonly [
  what: string,
  proxies: TrustedProxies,
  headers: Record<string, string>,
  origin: string,
  path: string,
];
const CASES: readonly Case[] = [
  ['the Host', NOBODY, { host: 'localhost:3000' }, 'http://localhost:3000', ''],
  ['an IPv6 host', NOBODY, { host: '[::1]:3000' }, 'http://[::1]:3000', ''],
  ['a container', NOBODY, { host: 'chat_api_1:3000' }, 'http://chat_api_1:3000', ''],
  ['a trusted proxy', NEAR, FORWARDED, 'https://chat.example.com', '/chat'],
  ['a proxy on this computer, the path alone', NOBODY, FORWARDED, 'http://api:3000', '/chat'],
  [
    'the last proxy of two',
    NEAR,
    { ...FORWARDED, 'x-forwarded-prefix': '/evil, /a/b/' },
    'https://chat.example.com',
    '/a/b',
  ],
  ['no path', NEAR, { ...FORWARDED, 'x-forwarded-prefix': '/' }, 'https://chat.example.com', ''],
  ...[
    '//evil.example',
    '/a//b',
    'chat',
    '/<script>',
    '/a"b',
    "/a'",
    '/a b',
    '/..',
    '/a/../b',
    '/a%0d',
    '/a)b',
    '/$&',
    `/${'a'.repeat(256)}`,
  ].map((prefix): Case => [
    `the prefix ${prefix}`,
    NEAR,
    { ...FORWARDED, 'x-forwarded-prefix': prefix },
    'https://chat.example.com',
    '',
  ]),
  ...['evil"><script>', 'a b', "a'b", 'a$b', 'a:b', '[::1', 'a:99999', '-a', '`a`', 'a\\b'].map((host): Case => [
    `the host ${host}`,
    NOBODY,
    { host },
    '',
    '',
  ]),
];

describe('the public address', () => {
  it.each(CASES)('is read from %s', async (_what, proxies, headers, origin, path) => {
    const answer = await serverWith(proxies).inject({ url: '/', headers });
    expect(answer.json<PublicAddress>()).toEqual({ origin, path });
  });

  it.each(['192.0.2.1', '2001:db8::1'])('is not what a stranger at %s says', async (remoteAddress) => {
    const answer = await serverWith(NOBODY).inject({ url: '/', headers: FORWARDED, remoteAddress });
    expect(answer.json<PublicAddress>()).toEqual({ origin: 'http://api:3000', path: '' });
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('has the path that a proxy at %s says', async (remoteAddress) => {
    const answer = await serverWith(NOBODY).inject({ url: '/', headers: FORWARDED, remoteAddress });
    expect(answer.json<PublicAddress>().path).toBe('/chat');
  });

  it('is that of the setting, and no request changes it', async () => {
    const answer = await serverWith(NEAR, 'https://example.com/talk/').inject({ url: '/', headers: FORWARDED });
    expect(answer.json<PublicAddress>()).toEqual({ origin: 'https://example.com', path: '/talk' });
  });
});
