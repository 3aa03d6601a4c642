import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { type Answer, exchange, exchangeHead } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('a problem', () => {
  let api: ApiServer;
  let authorization: string;
  const problems: Record<string, Answer> = {};
  beforeAll(async () => {
    api = await startApi();
    const alice = api.user('alice');
    const { chatId, messageId } = await startConversation(alice);
    authorization = `Bearer ${makeToken({ sub: alice.userId })}`;
    const headers = { ...JSON_TYPE, authorization };
    const post = (path: string, body: string, more = {}) =>
      exchange(api.url, `/api/v1${path}`, { method: 'POST', headers: { ...headers, ...more }, body });
    problems['a wrong field'] = await post('/chats', '{"title":7}');
    problems['a broken rule'] = await post(
      `/chats/${chatId}/messages`,
      '{"content":"a","parent_message_id":9007199254740991}',
    );
    problems['a wrong id'] = await exchange(api.url, '/api/v1/chats/zero?user_id=a', { headers });
    problems['malformed JSON'] = await post(`/messages/${messageId}/reactions`, '{');
    problems['a malformed escape'] = await exchange(api.url, '/api/v1/chats/%zz', { headers });
    problems['a malformed query'] = await exchange(api.url, '/api/v1/chats?q=%zz', { headers });
    problems['no token'] = await exchange(api.url, '/api/v1/chats');
    problems['what is not there'] = await exchange(api.url, '/api/v1/chats/9007199254740991', { headers });
    problems['an unknown route'] = await exchange(api.url, '/api/v1/nothing?q=1', { headers });
    problems['an unknown route outside the API'] = await exchange(api.url, '/nothing');
    problems['another type'] = await post('/chats', 'title=a', { 'content-type': 'application/x-www-form-urlencoded' });
    const large = { method: 'POST', headers: { ...headers, 'content-length': '1048577' } };
    problems['a body that is too large'] = await exchangeHead(api.url, '/api/v1/chats', large);
  });
  afterAll(() => api.close());

  it.each([
    ['a wrong field', 400, 'validation_failed', '/api/v1/chats'],
    ['a broken rule', 400, 'parent_not_in_chat', expect.stringMatching(/^\/api\/v1\/chats\/\d+\/messages$/)],
    ['a wrong id', 400, expect.any(String), '/api/v1/chats/zero'],
    ['malformed JSON', 400, expect.any(String), expect.stringMatching(/^\/api\/v1\/messages\/\d+\/reactions$/)],
    ['a malformed escape', 400, expect.any(String), '/api/v1/chats/%zz'],
    ['a malformed query', 400, expect.any(String), '/api/v1/chats'],
    ['no token', 401, expect.any(String), '/api/v1/chats'],
    ['what is not there', 404, expect.any(String), '/api/v1/chats/9007199254740991'],
    ['an unknown route', 404, expect.any(String), '/api/v1/nothing'],
    ['an unknown route outside the API', 404, expect.any(String), '/nothing'],
    ['another type', 415, expect.any(String), '/api/v1/chats'],
    ['a body that is too large', 413, expect.any(String), '/api/v1/chats'],
  ])('has the one shape of RFC 9457: %s', (name, status, code, instance) => {
    const { problem, headers, ...answer } = problems[name] as Answer;
    expect(answer.status).toBe(status);
    expect(headers['content-type']).toMatch(/^application\/problem\+json(; charset=utf-8)?$/);
    const { errors, ...rest } = problem;
    expect(rest).toEqual({
      type: expect.any(String),
      title: expect.stringMatching(/\S/),
      status,
      detail: expect.stringMatching(/\S/),
      instance,
      code,
      request_id: headers['x-request-id'],
    });
    expect(problem.code).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(URL.canParse(problem.type, 'http://localhost')).toBe(true);
    for (const error of errors ?? [])
      expect(error).toEqual({
        field: expect.any(String),
        code: expect.stringMatching(/^[a-z][a-z0-9_]*$/),
        message: expect.stringMatching(/\S/),
      });
  });

  it('names every wrong field at once', async () => {
    const body = '{"title":7,"rag_enabled":"yes","chat_type":"TRIO","session_id":"","nonsense":1}';
    const headers = { ...JSON_TYPE, authorization };
    const { problem } = await exchange(api.url, '/api/v1/chats', { method: 'POST', headers, body });
    const fields = new Set(problem.errors?.map(({ field }) => field));
    expect([problem.code, fields]).toEqual([
      'validation_failed',
      new Set(['title', 'rag_enabled', 'chat_type', 'session_id', 'nonsense']),
    ]);
  });

  it('tells nothing of what is inside', () => {
    for (const { text } of Object.values(problems))
      expect(text).not.toMatch(/node_modules|\.[jt]s\b|SELECT|FST_|pg_|Error:/);
  });

  describe('and its request id', () => {
    const ask = (headers: Record<string, string>, path = '/api/v1/chats') => exchange(api.url, path, { headers });

    it('is that of the caller, when it is sane', async () => {
      for (const id of [
        '7',
        'req-42',
        '0b8f6a52-7a8e-4d6d-9d42-8f8d7a3f5d11',
        'Root=1-67891233-abcdef012345678912345678',
        'a'.repeat(128),
      ]) {
        const { headers, problem } = await ask({ 'x-request-id': id });
        expect([headers['x-request-id'], problem.request_id]).toEqual([id, id]);
        const { headers: successful, status } = await ask({ 'x-request-id': id, authorization });
        expect([status, successful['x-request-id']]).toEqual([200, id]);
      }
    });

    it.each(['', ' ', 'a b', 'é', 'a\tb', 'a'.repeat(129), 'a'.repeat(5000)])(
      'is made when it is not: %j',
      async (id) => {
        const { headers, problem } = await ask({ 'x-request-id': id });
        expect(headers['x-request-id']).toMatch(UUID);
        expect(problem.request_id).toBe(headers['x-request-id']);
      },
    );

    it('is made when there is none, another for each request', async () => {
      const answers = [await ask({}), await ask({}), await ask({ authorization })];
      const ids = answers.map(({ headers }) => headers['x-request-id']);
      for (const id of ids) expect(id).toMatch(UUID);
      expect(new Set(ids).size).toBe(3);
    });
  });
});
