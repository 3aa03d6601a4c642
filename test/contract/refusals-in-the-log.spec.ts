import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { until } from '../support/until.js';

interface Line extends Record<string, unknown> {
  readonly status?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly request_id?: string;
}

const right = { sub: 'alice', iss: 'https://id.example.com', aud: 'chat' };

/** What is in `Authorization`, the code, what is logged, and what the answer says so that it can be mended. */
const REFUSED: readonly (readonly [string, string | undefined, string, string | undefined, RegExp])[] = [
  ['nothing', undefined, 'token_required', 'no_bearer_token', /Bearer/],
  ['another scheme', 'Token abc', 'token_required', 'no_bearer_token', /scheme sent is Token/],
  ['quotes', `Bearer "${makeToken(right)}"`, 'token_required', 'no_bearer_token', /quotes/],
  ['rubbish', 'Bearer abc', 'token_invalid', 'not_a_jwt', /JSON Web Token/],
  [
    'another secret',
    `Bearer ${makeToken(right, { secret: 'x'.repeat(40) })}`,
    'token_invalid',
    'signature',
    /another secret/,
  ],
  [
    'no exp',
    `Bearer ${makeToken({ ...right, exp: undefined })}`,
    'token_invalid',
    'exp_missing',
    /exp claim is missing/,
  ],
  [
    'exp in ms',
    `Bearer ${makeToken({ ...right, exp: inSeconds(60) * 1000 })}`,
    'token_invalid',
    'exp_in_milliseconds',
    /milliseconds/,
  ],
  ['expired', `Bearer ${makeToken({ ...right, exp: inSeconds(-600) })}`, 'token_expired', undefined, /expired/],
  ['not yet', `Bearer ${makeToken({ ...right, nbf: inSeconds(600) })}`, 'token_invalid', 'not_yet', /nbf/],
  ['another issuer', `Bearer ${makeToken({ ...right, iss: 'x' })}`, 'token_invalid', 'iss', /iss claim/],
  ['no audience', `Bearer ${makeToken({ ...right, aud: undefined })}`, 'token_invalid', 'aud', /aud claim/],
  ['no sub', `Bearer ${makeToken({ ...right, sub: undefined })}`, 'token_invalid', 'sub', /sub claim/],
];

describe('the log of what is refused', () => {
  let api: ApiServer;
  let text = '';
  beforeAll(async () => {
    const log = { write: (line: string) => void (text += line) };
    api = await startApi({ JWT_ISSUER: right.iss, JWT_AUDIENCE: right.aud, LOG_LEVEL: 'info' }, log);
  });
  afterAll(() => api.close());

  const lineOf = async (requestId: string) => {
    const lines = () => text.split('\n').filter((line) => line.includes(requestId));
    await until(() => lines().length > 0);
    return JSON.parse(lines().at(-1)!) as Line;
  };

  it.each(REFUSED)(
    'names code and reason for %s, over HTTP and a WebSocket',
    async (name, authorization, code, reason, detail) => {
      const upgrade = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      };
      for (const [path, more] of [
        ['/api/v1/chats', {}],
        ['/realtime', upgrade],
      ] as const) {
        const id = `${name.replaceAll(' ', '-')}-${path.length}`;
        const headers = { ...more, 'x-request-id': id, ...(authorization !== undefined && { authorization }) };
        const { status, problem } = await exchange(api.url, path, { headers });
        expect([status, problem.code, problem.detail]).toEqual([401, code, expect.stringMatching(detail)]);
        const line = await lineOf(id);
        expect([line.status, line.code, line.reason]).toEqual([401, code, reason]);
      }
      const secret = authorization?.split(/[ "]+/)[1] ?? '';
      if (secret.length > 10) expect(text).not.toContain(secret);
    },
  );

  it.each([
    ['GET', '/nowhere', {}, '', 404],
    ['DELETE', '/api/v1/chats', {}, '', 405],
    ['OPTIONS', '/api/v1/chats', {}, '', 405],
    ['OPTIONS', '/api/v1/chats', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, '', 403],
    ['POST', '/api/v1/chats', { 'content-type': 'text/plain' }, 'x', 415],
    ['POST', '/api/v1/chats', { 'content-type': 'application/json' }, "{'title': 1}", 400],
    ['POST', '/api/v1/chats', { 'content-type': 'application/json' }, '{"sessionId": "x"}', 400],
    ['POST', '/api/v1/chats', { 'content-type': 'application/json' }, `{"title": "${'x'.repeat(1_100_000)}"}`, 413],
    ['GET', '/api/v1/chats/x', {}, '', 400],
    ['GET', '/api/v1/chats/999999999', {}, '', 404],
    ['GET', '/docs/guides/nothing', {}, '', 404],
    ['POST', '/docs/demo-token', {}, '', 404],
    ['GET', '/assets/nothing.js', {}, '', 404],
    ['GET', '/%zz', {}, '', 400],
  ] as const)('%s %s is a problem, and a line with its code (%j)', async (method, path, given, body, status) => {
    const id = `answer-${method}-${status}-${Math.random()}`;
    const authorization = `Bearer ${makeToken(right)}`;
    const headers = {
      ...given,
      authorization,
      'x-request-id': id,
      ...(body !== '' && { 'content-length': String(body.length) }),
    };
    const answer = await exchange(api.url, path, { method, headers, ...(body !== '' && { body }) });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    const { problem } = answer;
    expect([problem.request_id, answer.headers['x-request-id']]).toEqual([id, id]);
    expect((await lineOf(id)).code).toBe(problem.code);
  });

  it.each([
    ["{'title': 1}", 'line 1, column 2', 'double quotes'],
    ['{\n  "title": "x",\n}', 'line 3, column 1', 'comma'],
    ['{"title": ', 'line 1', ''],
  ])('says where %j is no JSON', async (body, where, what) => {
    const headers = { authorization: `Bearer ${makeToken(right)}`, 'content-type': 'application/json' };
    const { detail } = (await exchange(api.url, '/api/v1/chats', { method: 'POST', headers, body })).problem;
    expect(detail).toContain(where);
    expect(detail).toContain(what);
  });

  it.each([
    ['sessionId', 'session_id'],
    ['Session-ID', 'session_id'],
    ['ragEnabled', 'rag_enabled'],
    ['colour', undefined],
  ])('knows that %s is meant as %s', async (name, meant) => {
    const headers = { authorization: `Bearer ${makeToken(right)}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ [name]: 'x' });
    const answer = await exchange(api.url, '/api/v1/chats', { method: 'POST', headers, body });
    const expected =
      meant === undefined ? `${name}: is not known here` : `${name}: is not known here: did you mean ${meant}?`;
    expect(answer.problem.detail).toBe(expected);
  });
});
