import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from '../support/conversation.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { OPERATIONS_WITH_BODY, type OperationCase, type Target } from '../support/nine-operations.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { testDatabaseUrl } from '../support/test-database.js';

const MIB = 1024 * 1024;

/** Lists and objects of so many bytes, as small as their values may be. */
const zeros = (bytes: number) => `[${'0,'.repeat(bytes / 2)}0]`;
const keys = (bytes: number) => `{${'"k":0,'.repeat(bytes / 6)}"k":0}`;

describe('a body that is heavier than it weighs', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let target: Target;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    target = await startConversation(alice);
  });
  afterAll(() => api.close());

  const errorsOf = async ({ operationId, method, path }: OperationCase, body: string) => {
    const { status, problem, text } = await alice.call(operationId, method, path(target), { body });
    expect([status, problem.code]).toEqual([400, 'validation_failed']);
    expect(text.length).toBeLessThan(10_000);
    return Object.fromEntries((problem.errors ?? []).map(({ field, code }) => [field, code]));
  };

  describe.each(OPERATIONS_WITH_BODY)('of $operationId', (operation) => {
    const good = JSON.stringify(operation.body).slice(1, -1);
    const most = operation.operationId === 'sendMessage' ? 8 * MIB : MIB;
    const room = most - good.length - 1_000;

    it.each([
      ['a list', zeros(room)],
      ['an object', keys(room)],
    ])('names the unknown field that is %s', async (_name, value) => {
      expect(await errorsOf(operation, `{${good},"nonsense":${value}}`)).toEqual({ nonsense: 'unknown_field' });
    });

    it('names a bounded number of very many wrong fields', async () => {
      const fields = Array.from({ length: Math.floor(room / 14) }, (_, nth) => `"k${nth}":0`).join();
      expect(await errorsOf(operation, `{${fields}}`)).toEqual({ '(body)': 'too_many_keys' });
    });

    it('names a field with a very long name by its beginning', async () => {
      const name = `${'k'.repeat(200)}…`;
      expect(await errorsOf(operation, `{${good},"${'k'.repeat(room)}":0}`)).toEqual({ [name]: 'unknown_field' });
    });

    it('takes a long number as what it is', async () => {
      const body = `{${good},"nonsense":1${'0'.repeat(room)}1}`;
      const { status, problem } = await alice.call(operation.operationId, operation.method, operation.path(target), {
        body,
      });
      expect([status, problem.code]).toEqual([400, 'number_out_of_range']);
    });
  });

  it.each(['createChat', 'sendMessage'])(
    'names the metadata of %s, and what is wrong with them',
    async (operationId) => {
      const operation = OPERATIONS_WITH_BODY.find((one) => one.operationId === operationId) as OperationCase;
      const name = operationId === 'createChat' ? 'chat_metadata' : 'message_metadata';
      const good = JSON.stringify(operation.body).slice(1, -1);
      const errors = (metadata: string) => errorsOf(operation, `{${good},"${name}":${metadata}}`);
      expect(await errors(zeros(MIB / 2))).toEqual({ [name]: 'wrong_type' });
      expect(await errors(`{"a":${zeros(MIB / 2)}}`)).toEqual({ [name]: 'too_large' });
      expect(await errors(`{"a":"${'x'.repeat(MIB / 2)}"}`)).toEqual({ [name]: 'too_large' });
      expect(Object.keys(await errors(`{"a":[[[[[${zeros(MIB / 2)}]]]]]}`))).toEqual([name]);
      expect(Object.keys(await errors(keys(MIB / 2)))).toEqual([name]);
    },
  );

  it('names the participants', async () => {
    const [createChat] = OPERATIONS_WITH_BODY as [OperationCase];
    const errors = (participants: string) => errorsOf(createChat, `{"participants":${participants}}`);
    expect(await errors(zeros(MIB / 2))).toEqual({ participants: 'too_many' });
    expect(await errors(`[${zeros(MIB / 2)}]`)).toEqual({ participants: 'not_a_user_id' });
    expect(await errors(keys(MIB / 2))).toEqual({ participants: 'wrong_type' });
  });

  it('is taken when it is as much as may be', async () => {
    const participants = Array.from({ length: 1_000 }, (_, nth) => `${'👍'.repeat(120)}${nth}`);
    const metadata = { a: Array.from({ length: 8_180 }, () => 0) };
    const { status } = await alice.createChat({ chat_type: 'GROUP', participants, chat_metadata: metadata });
    expect(status).toBe(200);
  });
});

describe('ten such bodies at once', () => {
  let folder: Awaited<ReturnType<typeof newDataFolder>>;
  let service: ServiceProcess;
  beforeAll(async () => {
    folder = await newDataFolder();
    service = await ServiceProcess.start(folder.folder, { DATABASE_URL: await testDatabaseUrl() });
  });
  afterAll(async () => {
    await service.stop();
    await folder.remove();
  });

  const resident = async () => {
    const { text } = await exchange(service.url, '/metrics');
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  };

  it.each([
    ['numbers', `{"a":${zeros(8 * MIB - 100)}}`],
    ['lists', `{"a":[${'[],'.repeat(2.6 * MIB)}[]]}`],
    ['keys', `{"a":${keys(8 * MIB - 100)}}`],
  ])('take less than 300 MB: %s', async (_name, metadata) => {
    const before = await resident();
    const authorization = `Bearer ${makeToken({ sub: 'mallory' })}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        exchange(service.url, '/api/v1/chats/1/messages', {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: `{"content":"x","message_metadata":${metadata}}`,
        }),
      ),
    );
    for (const { status, problem } of answers)
      expect([status, problem.errors]).toEqual([400, [expect.objectContaining({ field: 'message_metadata' })]]);
    expect((await resident()) - before).toBeLessThan(300e6);
  });
});
