import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';

const READS = NINE_OPERATIONS.filter(({ method }) => method === 'GET' || method === 'DELETE');

describe('a bad query', () => {
  let api: ApiServer;
  let documented: DocumentedApi;
  let alice: ApiClient;
  let target: Target;
  beforeAll(async () => {
    api = await startApi();
    documented = await DocumentedApi.load(api.url);
    alice = api.user('alice');
    target = await startConversation(alice);
  });
  afterAll(() => api.close());

  const ask = ({ operationId, method, path, body }: OperationCase, search: string) =>
    alice.call(operationId, method, `${path(target)}?${search}`, { body });
  const fieldsOf = async (operation: OperationCase, search: string) => {
    const { status, problem } = await ask(operation, search);
    return [status, [...new Set(problem?.errors?.map(({ field }) => field))]];
  };

  describe.each(NINE_OPERATIONS)('of $operationId', (operation) => {
    it('is 400 and names each unknown parameter', async () => {
      expect(await fieldsOf(operation, 'nonsense=1&Limit=2&%F0%9F%91%8D=3')).toEqual([
        400,
        ['nonsense', 'Limit', '👍'],
      ]);
    });

    it.each(['limit[]=1', 'limit[a]=1', 'user_id[$ne]=a', 'constructor=1', 'toString=1', 'nonsense', '=1'])(
      'is 400 with the unknown parameter %s',
      async (search) => {
        const { status, problem } = await ask(operation, search);
        expect([status, problem.code]).toEqual([400, 'validation_failed']);
      },
    );

    it.each(['__proto__=1', '__proto__[limit]=1'])('is not changed in its ways by %s', async (search) => {
      expect([200, 400]).toContain((await ask(operation, search)).status);
      expect(Object.hasOwn(Object.prototype, 'limit')).toBe(false);
    });

    it.each(['user_id=%zz', 'q=%', 'q=%FF', 'q=%ED%A0%80', '%zz=1', 'q=%C0%80'])(
      'is 400 with the malformed escape %s',
      async (search) => {
        expect((await ask(operation, search)).status).toBe(400);
      },
    );
  });

  describe.each(READS)('of $operationId', (operation) => {
    const eachParameter = async (search: (name: string) => string) => {
      const names = documented.queryParameters(operation.operationId).map(({ name }) => name);
      expect(names).toContain('user_id');
      return Promise.all(names.map(async (name) => [name, ...(await fieldsOf(operation, search(name)))]));
    };
    const allNamed = async (search: (name: string) => string) => {
      for (const [name, status, fields] of await eachParameter(search))
        expect([name, status, fields]).toEqual([name, 400, [name]]);
    };

    it('is 400 and names a parameter that comes twice', async () => {
      await allNamed((name) => `${name}=1&${name}=2`);
      await allNamed((name) => `${name}=${alice.userId}&${name}=${alice.userId}`);
    });

    it('is 400 and names a parameter with a NUL character', () => allNamed((name) => `${name}=a%00`));

    it('is 400 and names a parameter without a value', () => allNamed((name) => `${name}=`));

    it('is 400 and names a parameter that is far too long', () => allNamed((name) => `${name}=${'9'.repeat(5000)}`));
  });

  it.each(['0', '-1', '101', '1.5', '1e1', 'ten', '%201', '0x10', '9007199254740993'])(
    'is 400 and names the limit %s',
    async (limit) => {
      for (const operation of READS.filter(({ operationId }) => operationId.startsWith('list')))
        expect(await fieldsOf(operation, `limit=${limit}`)).toEqual([400, ['limit']]);
    },
  );

  it.each(['before', 'after', 'around', 'after_seq', 'parent_message_id', 'thread_root_id'])(
    'is 400 and names a %s that is no id',
    async (name) => {
      const [listMessages] = READS.filter(({ operationId }) => operationId === 'listMessages') as [OperationCase];
      for (const id of ['-1', '1.5', '1e3', '9007199254740992', '1'.repeat(200), 'nonsense'])
        expect(await fieldsOf(listMessages, `${name}=${id}`)).toEqual([400, [name]]);
    },
  );

  it.each(['after', 'after_seq'])('may say %s=0', async (name) => {
    await ok(alice.listMessages(target.chatId, { [name]: 0 }));
  });

  it.each([
    'yesterday',
    '2026-01-02',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-02T03:04:05',
    '1767225600',
  ])('is 400 and names the updated_since %s', async (time) => {
    const [listChats] = READS.filter(({ operationId }) => operationId === 'listChats') as [OperationCase];
    expect(await fieldsOf(listChats, `updated_since=${time}`)).toEqual([400, ['updated_since']]);
  });

  it.each([
    '0001-01-01T00:00:00%2B23:59',
    '9999-12-31T23:59:59-23:59',
    '2026-01-02T03:04:05.123456789Z',
    '1969-07-20T20:17:40Z',
  ])('may ask for any time since %s', async (time) => {
    expect((await alice.call('listChats', 'GET', `/chats?updated_since=${time}`)).status).toBe(200);
  });
});
