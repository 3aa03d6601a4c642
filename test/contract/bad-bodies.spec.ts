import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { exchange, exchangeHead } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { OPERATIONS_WITH_BODY, type OperationCase, type Target } from '../support/nine-operations.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;

const NOT_JSON = {
  'half an object': '{"title":',
  'an object that is not closed': '{',
  'single quotes': "{'title':'a'}",
  'a comma too many': '{"title":"a",}',
  'a comment': '{/* title */}',
  'something behind it': '{} {}',
  'a key without quotes': '{title:"a"}',
  NaN: '{"rag_enabled":NaN}',
  'a raw line feed in a string': '{"title":"a\nb"}',
  'a truncated escape': '{"title":"\\u12"}',
  'an array': '[]',
  'an array of objects': '[{"content":"a"}]',
  'a string': '"text"',
  'a number': '1',
  null: 'null',
  true: 'true',
};

const NOT_UTF8 = {
  'a byte that never occurs': Buffer.from([0xff]),
  'Latin-1': Buffer.from('é', 'latin1'),
  'an overlong NUL': Buffer.from([0xc0, 0x80]),
  'an encoded surrogate': Buffer.from([0xed, 0xa0, 0x80]),
  'a character cut in half': Buffer.from('👍').subarray(0, 3),
  'a code point beyond U+10FFFF': Buffer.from([0xf4, 0x90, 0x80, 0x80]),
};

const DEEP = {
  'arrays of 100,000 levels': '['.repeat(100_000) + ']'.repeat(100_000),
  'objects of 100,000 levels': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  '100,000 levels that are never closed': '['.repeat(100_000),
  '33 levels': '['.repeat(33) + ']'.repeat(33),
};

describe('a bad body', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let target: Target;
  let authorization: string;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    target = await startConversation(alice);
    authorization = `Bearer ${makeToken({ sub: alice.userId })}`;
  });
  afterAll(() => api.close());

  const send = (
    { method, path }: OperationCase,
    body: string | Buffer | undefined,
    headers: Record<string, string> = JSON_TYPE,
  ) => exchange(api.url, `/api/v1${path(target)}`, { method, body, headers: { ...headers, authorization } });

  describe.each(OPERATIONS_WITH_BODY)('of $operationId', (operation) => {
    const good = JSON.stringify(operation.body);

    it.each(Object.entries(NOT_JSON))('is 400 when it is %s', async (_name, body) => {
      const { status, problem } = await send(operation, body);
      expect([status, problem.status, problem.code]).toEqual([400, 400, 'malformed_body']);
    });

    it.each(Object.entries(NOT_UTF8))('is 400 with %s', async (_name, bytes) => {
      const body = Buffer.concat([Buffer.from('{"user_id":"'), bytes, Buffer.from('"}')]);
      const { status, problem } = await send(operation, body);
      expect([status, problem.code]).toEqual([400, 'malformed_body']);
    });

    it.each(Object.entries(DEEP))('is 400 with %s', async (_name, deep) => {
      const field = Object.keys(operation.body ?? {})[0] ?? '';
      for (const name of ['message_metadata', field])
        expect((await send(operation, `{"${name}":${deep}}`)).status).toBe(400);
    });

    it.each([
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      'application/xml',
      'application/octet-stream',
      'application/jsonp',
      'application/x-ndjson',
      'application/merge-patch+json',
      'json',
      '*/*',
    ])('is 415 when it is %s', async (type) => {
      const { status, problem } = await send(operation, good, { 'content-type': type });
      expect([status, problem.status]).toEqual([415, 415]);
    });

    it('is fine with a byte-order mark', async () => {
      expect((await send(operation, `\ufeff${good}`)).status).toBe(200);
      expect((await send(operation, '\ufeff[]')).problem.code).toBe('malformed_body');
    });

    it('is 415 without a content type', async () => {
      expect((await send(operation, good, {})).status).toBe(415);
    });

    it.each([
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
      'Application/JSON',
      'application/json ; a=b',
    ])('is fine as %s', async (type) => {
      expect((await send(operation, good, { 'content-type': type })).status).toBe(200);
    });

    it.each(['iso-8859-1', 'utf-16', 'utf-16le', 'nonsense'])(
      'is never read as anything but UTF-8: charset=%s',
      async (charset) => {
        const headers = { 'content-type': `application/json; charset=${charset}` };
        const encoded = Buffer.from('{"user_id":"é"}', charset.startsWith('utf-16') ? 'utf16le' : 'latin1');
        expect([400, 415]).toContain((await send(operation, encoded, headers)).status);
      },
    );

    const isLarge = operation.operationId === 'sendMessage';
    const limit = isLarge ? 8 * MIB : MIB;

    it(`may have ${limit} bytes, and no more`, async () => {
      expect((await send(operation, good + ' '.repeat(limit - Buffer.byteLength(good)))).status).toBe(200);
      const headers = { ...JSON_TYPE, authorization, 'content-length': String(limit + 1) };
      const { method, path } = operation;
      const { status, problem } = await exchangeHead(api.url, `/api/v1${path(target)}`, { method, headers });
      expect([status, problem.status, problem.code]).toEqual([413, 413, 'body_too_large']);
    });
  });

  it('is 413 when it turns out too large only on the way', async () => {
    const chunks = (async function* () {
      for (let i = 0; i < 17; i++) yield Buffer.alloc(65_536, ' ');
    })();
    const init = { method: 'POST', headers: { ...JSON_TYPE, authorization }, body: chunks, duplex: 'half' };
    expect((await fetch(`${api.url}/api/v1/chats`, init as RequestInit)).status).toBe(413);
  });

  it.each([
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'nonsense',
  ])('is no body at all when it is empty, be it %s', async (type) => {
    const [createChat] = OPERATIONS_WITH_BODY as [OperationCase];
    const created = await send(createChat, '', { 'content-type': type });
    expect([created.status, (created.json as { chat_type: string }).chat_type]).toEqual([200, 'PERSONAL']);
    for (const operation of OPERATIONS_WITH_BODY.slice(1)) {
      const { status, problem } = await send(operation, '', { 'content-type': type });
      const [needed] = Object.keys(operation.body ?? {});
      expect([operation.operationId, status, problem.errors?.[0]?.field]).toEqual([operation.operationId, 400, needed]);
    }
  });

  it('does not matter to what takes none', async () => {
    const path = `/messages/${target.messageId}/reactions/x`;
    expect((await alice.call('removeReaction', 'DELETE', path, { headers: JSON_TYPE })).status).toBe(200);
    expect((await alice.listChats({}, { headers: JSON_TYPE })).status).toBe(200);
  });

  it('leaves the service as it was', async () => {
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
  });
});
