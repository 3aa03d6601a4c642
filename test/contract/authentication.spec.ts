import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { inSeconds, makeToken, makeUnsignedToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';

const sub = 'alice';
const otherSecret = 'another-secret-that-has-at-least-32-bytes-too';
const [header, payload, signature] = makeToken({ sub }).split('.') as [string, string, string];

const NO_TOKEN: Record<string, string | undefined> = {
  'no header': undefined,
  'an empty header': '',
  'a token without a scheme': makeToken({ sub }),
  'a scheme without a token': 'Bearer',
  'another scheme': `Basic ${Buffer.from('alice:secret').toString('base64')}`,
  'the right token in another scheme': `Token ${makeToken({ sub })}`,
  'two tokens': `Bearer ${makeToken({ sub })} ${makeToken({ sub })}`,
  'a list of tokens': `Bearer ${makeToken({ sub })}, Bearer ${makeToken({ sub })}`,
};

const WRONG_TOKENS: Record<string, string> = {
  'what is no JWT': 'secret',
  'three parts of nonsense': 'a.b.c',
  'two parts of three': `${header}.${payload}`,
  'five parts, as of an encrypted JWT': `${header}.${payload}.${signature}.${payload}.${signature}`,
  'a payload that was changed': `${header}.${Buffer.from(`{"sub":"bob","exp":${inSeconds(3600)}}`).toString('base64url')}.${signature}`,
  'an empty signature': `${header}.${payload}.`,
  'a token that has expired': makeToken({ sub, exp: inSeconds(-3600) }),
  'a token that has expired for longer than any leeway': makeToken({ sub, exp: inSeconds(-61) }),
  'no exp': makeToken({ sub, exp: undefined }),
  'an exp that is no number': makeToken({ sub, exp: 'never' }),
  'an exp beyond all numbers': makeToken({ sub, exp: Infinity }),
  'an exp of null': makeToken({ sub, exp: null }),
  'a token for later': makeToken({ sub, nbf: inSeconds(3600) }),
  'another key': makeToken({ sub }, { secret: otherSecret }),
  'alg none': makeUnsignedToken({ sub }, 'none'),
  'alg None': makeUnsignedToken({ sub }, 'None'),
  'alg none with a signature': makeToken({ sub }, { header: { alg: 'none' } }),
  'no alg': makeToken({ sub }, { header: { alg: undefined } }),
  HS384: makeToken({ sub }, { header: { alg: 'HS384' }, hash: 'sha384' }),
  HS512: makeToken({ sub }, { header: { alg: 'HS512' }, hash: 'sha512' }),
  'RS256 in name': makeToken({ sub }, { header: { alg: 'RS256' } }),
  'an unknown crit': makeToken({ sub }, { header: { crit: ['policy'], policy: 'strict' } }),
  'its own key in jwk': makeToken(
    { sub },
    { secret: otherSecret, header: { jwk: { kty: 'oct', k: Buffer.from(otherSecret).toString('base64url') } } },
  ),
  'no sub': makeToken({}),
  'an empty sub': makeToken({ sub: '' }),
  'a sub of 129 characters': makeToken({ sub: 'a'.repeat(129) }),
  'a sub with NUL': makeToken({ sub: 'al\0ice' }),
  'a sub with a line feed': makeToken({ sub: 'al\nice' }),
  'a sub with DEL': makeToken({ sub: 'al\u007fice' }),
  'a sub with a C1 control character': makeToken({ sub: 'al\u0085ice' }),
  'a sub with a lone surrogate': makeToken({ sub: 'al\ud800ice' }),
  'a sub that is a number': makeToken({ sub: 42 }),
  'a sub of null': makeToken({ sub: null }),
  'a sub that is an array': makeToken({ sub: ['alice'] }),
  "the server's own sub": makeToken({ sub: 'assistant' }),
  "the server's own sub with a service's scope": makeToken({ sub: 'assistant', scope: 'chat:service' }),
};

const AUTHORIZATIONS = [
  ...Object.entries(NO_TOKEN),
  ...Object.entries(WRONG_TOKENS).map(([name, token]) => [name, `Bearer ${token}`] as const),
];

/** Bodies that would be refused, each for a reason of its own, if they were looked at. */
const BODIES = [
  { body: '{ "title": ', type: 'application/json' },
  { body: 'title=Order', type: 'application/x-www-form-urlencoded' },
  { body: `{"title":"${'a'.repeat(2_000_000)}"}`, type: 'application/json' },
];

describe('a request without a valid token', () => {
  let api: ApiServer;
  let target: Target;
  let nobody: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    target = await startConversation(api.user('alice'));
    nobody = api.user().withToken(undefined);
  });
  afterAll(() => api.close());

  const ask = ({ operationId, method, path, body }: OperationCase, authorization?: string): Promise<Reply<unknown>> =>
    nobody.call(operationId, method, path(target), {
      body,
      headers: authorization === undefined ? {} : { authorization },
    });

  describe.each(AUTHORIZATIONS)('with %s', (_name, authorization) => {
    it.each(NINE_OPERATIONS)('is 401 at $operationId', async (operation) => {
      const { status, headers, problem } = await ask(operation, authorization);
      expect({ status, problem: problem.status, challenge: headers.get('www-authenticate') }).toEqual({
        status: 401,
        problem: 401,
        challenge: expect.stringMatching(/^Bearer\b/),
      });
    });
  });

  it.each(NINE_OPERATIONS)('is 401 at $operationId, with any ids and parameters', async (operation) => {
    const path = operation.path({ chatId: 'nonsense', messageId: 0 });
    const { operationId, method } = operation;
    expect((await nobody.call(operationId, method, path, { query: { nonsense: 1 } })).status).toBe(401);
  });

  describe.each(NINE_OPERATIONS.filter(({ body }) => body !== undefined))('at $operationId', (operation) => {
    it.each(BODIES)('is 401 before the body is looked at: $type', async ({ body, type }) => {
      const call = { body, headers: { 'content-type': type } };
      expect((await nobody.call(operation.operationId, operation.method, operation.path(target), call)).status).toBe(
        401,
      );
    });
  });
});
