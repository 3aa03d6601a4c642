import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('createChat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('makes an ACTIVE PERSONAL chat out of nothing', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat());
    expect(chat).toEqual({
      id: expect.any(Number),
      user_id: alice.userId,
      session_id: expect.stringMatching(UUID),
      rag_enabled: false,
      chat_type: 'PERSONAL',
      status: 'ACTIVE',
      participants: [alice.userId],
      unread_count: 0,
      last_seq: expect.any(Number),
      created_at: expect.stringMatching(TIME),
      updated_at: expect.stringMatching(TIME),
    });
    expect(await ok(alice.getChat(chat.id))).toEqual(chat);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes an empty body of %s for no body',
    async (type) => {
      const chat = await ok(api.user().createChat('', { headers: { 'content-type': type } }));
      expect(chat).toMatchObject({ chat_type: 'PERSONAL', status: 'ACTIVE', rag_enabled: false });
    },
  );

  it('keeps every field as it was sent', async () => {
    const alice = api.user('alice');
    const sent = {
      session_id: ' support/2026 — №1 ',
      rag_enabled: true,
      title: '  e\u0301 \u00e9\r\n\t👩‍👩‍👧 ',
      chat_type: 'GROUP',
      status: 'ACTIVE',
      chat_metadata: { source: 'web' },
    };
    expect(await ok(alice.createChat({ ...sent, user_id: alice.userId }))).toMatchObject(sent);
  });

  it('takes null in an optional field for absent', async () => {
    const alice = api.user('alice');
    const fields = [
      'session_id',
      'rag_enabled',
      'title',
      'chat_type',
      'chat_metadata',
      'status',
      'participants',
      'user_id',
    ];
    const chat = await ok(alice.createChat(Object.fromEntries(fields.map((field) => [field, null]))));
    expect(chat).toMatchObject({ user_id: alice.userId, chat_type: 'PERSONAL', status: 'ACTIVE', rag_enabled: false });
    expect(chat.session_id).toMatch(UUID);
    expect(Object.keys(chat)).not.toEqual(expect.arrayContaining(['title']));
    expect(Object.keys(chat)).not.toEqual(expect.arrayContaining(['chat_metadata']));
  });

  it('counts code points, not UTF-16 units', async () => {
    const sent = { session_id: '😀'.repeat(128), title: '😀'.repeat(200) };
    expect(await ok(api.user().createChat(sent))).toMatchObject(sent);
  });

  it.each([
    ['session_id', '', 'too_short'],
    ['session_id', 'x'.repeat(129), 'too_long'],
    ['session_id', 7, 'wrong_type'],
    ['title', 'x'.repeat(201), 'too_long'],
    ['title', ['x'], 'wrong_type'],
    ['rag_enabled', 'true', 'wrong_type'],
    ['rag_enabled', 1, 'wrong_type'],
    ['chat_type', 'personal', 'not_allowed'],
    ['chat_type', 'TEAM', 'not_allowed'],
    ['status', 'OPEN', 'not_allowed'],
    ['participants', 'bob', 'wrong_type'],
    ['user_id', 7, 'not_a_user_id'],
    ['id', 7, 'unknown_field'],
    ['created_at', '2026-01-01T00:00:00.000Z', 'unknown_field'],
    ['colour', 'red', 'unknown_field'],
  ])('refuses %s %j as %s', async (field, value, code) => {
    expect(await invalid(api.user().createChat({ chat_type: 'GROUP', [field]: value }))).toEqual({ [field]: code });
  });

  it.each(['ARCHIVED', 'DELETED'])('makes no chat that is %s from the start', async (status) => {
    const alice = api.user('alice');
    const problem = await refused(alice.createChat({ status }), 400, 'server_owned_field');
    expect(problem.errors).toMatchObject([{ field: 'status', code: 'server_owned_field' }]);
    expect((await ok(alice.listChats())).data).toEqual([]);
  });

  it.each(['title', 'session_id'])('refuses a NUL character or a lone surrogate in %s', async (field) => {
    for (const text of ['a\0b', 'a\ud800', '\udc00a', '\ude00\ud83d'])
      expect((await api.user().createChat({ [field]: text })).status).toBe(400);
  });

  it.each(['null', '[]', '"GROUP"', '7', '{', '{"title":"x",}', "{'title':'x'}"])(
    'refuses the body %s',
    async (body) => {
      expect((await api.user().createChat(body)).status).toBe(400);
    },
  );

  it('refuses a query parameter by name', async () => {
    expect(await invalid(api.user().createChat({}, { query: { title: 'x' } }))).toEqual({ title: 'unknown_field' });
  });

  it('ignores a trailing slash and is not to be stored by caches', async () => {
    const reply = await api.user().call('createChat', 'POST', '/chats/', { body: { title: 'x' } });
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
