import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { OPERATIONS_WITH_BODY, type OperationCase, type Target } from '../support/nine-operations.js';
import { DocumentedApi, type Schema } from '../support/openapi-document.js';

const UNSTORABLE = ['\0', 'a\0b', '\ud800', 'a\udc00', '\udc00\ud800'];
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];
const OF_TYPE: Record<string, unknown> = { string: 'a', integer: 1, boolean: true, object: {}, array: [] };

const KEPT: Record<string, unknown>[] = [{}, { a: null }, { toString: 1 }, { 'a.b': '', '': [] }, { é: '👍\u0001' }];

describe('a bad field', () => {
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

  /** `[status, the fields that are named]` */
  const fieldsOf = async ({ operationId, method, path }: OperationCase, body: unknown) => {
    const { status, problem } = await alice.call(operationId, method, path(target), { body });
    return [status, [...new Set(problem.errors?.map(({ field }) => field))]];
  };
  const eachField = async ({ operationId }: OperationCase, look: (name: string, schema: Schema) => Promise<void>) => {
    const fields = Object.entries(documented.bodyFields(operationId));
    expect(fields.map(([name]) => name)).toContain('user_id');
    for (const [name, schema] of fields) await look(name, schema);
  };
  const isRequired = ({ body }: OperationCase, name: string) => name !== 'title' && Object.hasOwn(body ?? {}, name);

  describe.each(OPERATIONS_WITH_BODY)('of $operationId', (operation) => {
    it('is named when it is of another type', () =>
      eachField(operation, async (name, { type = '' }) => {
        const others = Object.keys(OF_TYPE).filter((other) => other !== type);
        for (const other of others)
          expect([name, other, ...(await fieldsOf(operation, { ...operation.body, [name]: OF_TYPE[other] }))]).toEqual([
            name,
            other,
            400,
            [name],
          ]);
      }));

    it('is named when its text holds a NUL character or a lone surrogate', () =>
      eachField(operation, async (name, { type }) => {
        if (type !== 'string') return;
        for (const text of UNSTORABLE)
          expect([name, text, ...(await fieldsOf(operation, { ...operation.body, [name]: text }))]).toEqual([
            name,
            text,
            400,
            [name],
          ]);
      }));

    it('is named when such text is anywhere inside, key or value', () =>
      eachField(operation, async (name, { type }) => {
        if (type !== 'object' && type !== 'array') return;
        for (const text of UNSTORABLE)
          for (const inside of type === 'array'
            ? [[text]]
            : [{ a: text }, { a: [{ b: text }] }, { [text]: 1 }, { a: { [text]: 1 } }]) {
            const [status, fields] = await fieldsOf(operation, { ...operation.body, [name]: inside });
            expect([name, status, (fields as string[]).every((field) => field.startsWith(name))]).toEqual([
              name,
              400,
              true,
            ]);
          }
      }));

    it('may be null where it is optional, and is named where it is not', () =>
      eachField(operation, async (name) => {
        const expected = isRequired(operation, name) ? [400, [name]] : [200, []];
        expect([name, ...(await fieldsOf(operation, { ...operation.body, [name]: null }))]).toEqual([
          name,
          ...expected,
        ]);
      }));

    it('is named when it is missing, all at once', async () => {
      const required = Object.keys(operation.body ?? {}).filter((name) => isRequired(operation, name));
      expect(await fieldsOf(operation, {})).toEqual(required.length === 0 ? [200, []] : [400, required]);
    });

    it('is named when it is unknown', async () => {
      const unknown = { nonsense: 1, Status: 'READ', id: 7, created_at: null, '': '', 'a.b': {} };
      expect(await fieldsOf(operation, { ...operation.body, ...unknown })).toEqual([400, Object.keys(unknown)]);
    });

    it.each(['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'])(
      'is named when it is unknown, even %s',
      async (name) => {
        expect(await fieldsOf(operation, { ...operation.body, [name]: 1 })).toEqual([400, [name]]);
      },
    );

    it.each(FORBIDDEN)('is refused when it is %s', async (key) => {
      const good = JSON.stringify(operation.body).slice(1, -1);
      const [status, fields] = await fieldsOf(operation, `{${good},"${key}":{"polluted":true}}`);
      expect([status, fields]).toEqual([400, [key]]);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    });
  });

  describe.each(['createChat', 'sendMessage'])('in the metadata of %s', (operationId) => {
    const operation = OPERATIONS_WITH_BODY.find((one) => one.operationId === operationId) as OperationCase;
    const field = operationId === 'createChat' ? 'chat_metadata' : 'message_metadata';

    it.each(FORBIDDEN.flatMap((key) => [`{"${key}":1}`, `{"a":{"${key}":{}}}`, `{"a":[{"${key}":null}]}`]))(
      'is refused and named: %s',
      async (metadata) => {
        const good = JSON.stringify(operation.body).slice(1, -1);
        const [status, fields] = await fieldsOf(operation, `{${good},"${field}":${metadata}}`);
        expect([status, (fields as string[]).every((name) => name.startsWith(field))]).toEqual([400, true]);
      },
    );

    it.each(KEPT)('is kept as sent: %j', async (metadata) => {
      const { path, method, body } = operation;
      const reply = alice.call<Record<string, unknown>>(operationId, method, path(target), {
        body: { ...body, [field]: metadata },
      });
      expect((await ok(reply))[field]).toEqual(metadata);
    });
  });

  it.each([[null], [1], [['bob']], [''], ['bob\n'], ['assistant'], ['a'.repeat(129)]])(
    'is named when it is a participant like %j',
    async (participant) => {
      const [createChat] = OPERATIONS_WITH_BODY as [OperationCase];
      const [status, fields] = await fieldsOf(createChat, { chat_type: 'GROUP', participants: ['bob', participant] });
      expect([status, fields]).toEqual([400, [expect.stringMatching(/^participants/)]]);
    },
  );

  it.each([0, -1, 1.5, 9_007_199_254_740_992, '1', true])('is named when it is a parent like %j', async (parent) => {
    expect((await alice.sendMessage(target.chatId, { content: 'Hm.', parent_message_id: parent })).status).toBe(400);
  });

  it.each(['ARCHIVED', 'DELETED'])('that the server owns is refused: a new chat that is %s', async (status) => {
    const { errors } = await refused(alice.createChat({ status }), 400, 'server_owned_field');
    expect(errors).toEqual([expect.objectContaining({ field: 'status', code: 'server_owned_field' })]);
  });

  it('that the server owns is refused: a message with reactions', async () => {
    const reactions = { '👍': { count: 1, user_ids: ['bob'] } };
    const { errors } = await refused(
      alice.sendMessage(target.chatId, { content: 'Hm.', reactions }),
      400,
      'server_owned_field',
    );
    expect(errors).toEqual([expect.objectContaining({ field: 'reactions', code: 'server_owned_field' })]);
  });

  it('that the server owns may say nothing new', async () => {
    expect((await ok(alice.createChat({ status: 'ACTIVE' }))).status).toBe('ACTIVE');
    expect((await ok(alice.sendMessage(target.chatId, { content: 'Hm.', status: 'SENT', reactions: {} }))).status).toBe(
      'SENT',
    );
  });
});
