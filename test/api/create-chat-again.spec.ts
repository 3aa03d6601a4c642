import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';

describe('createChat with a session_id that is taken', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('returns the stored chat and changes nothing in it', async () => {
    const alice = api.user('alice');
    const session_id = randomUUID();
    const chat = await ok(alice.createChat({ session_id, title: 'First', chat_metadata: { n: 1 } }));
    const again = await ok(alice.createChat({ session_id, title: 'Second', chat_metadata: { n: 2 } }));
    expect(again).toEqual(chat);
    expect((await ok(alice.listChats())).data).toEqual([chat]);
  });

  it.each(['ACTIVE', 'ARCHIVED', 'DELETED'])('returns a chat that is %s', async (status) => {
    const alice = api.user('alice');
    const { id, session_id } = await ok(alice.createChat());
    const chat = await ok(alice.updateChatStatus(id, { status }));
    expect(chat.status).toBe(status);
    expect(await ok(alice.createChat({ session_id }))).toEqual(chat);
  });

  it('gives the same chat to twenty requests at once', async () => {
    const alice = api.user('alice');
    const session_id = randomUUID();
    const chats = await Promise.all(Array.from({ length: 20 }, () => ok(alice.createChat({ session_id }))));
    expect(new Set(chats.map(({ id }) => id)).size).toBe(1);
    expect((await ok(alice.listChats())).data).toHaveLength(1);
  });

  it('keeps the sessions of two owners apart', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const session_id = randomUUID();
    const ofAlice = await ok(alice.createChat({ session_id, chat_type: 'GROUP', participants: [bob.userId] }));
    const ofBob = await ok(bob.createChat({ session_id }));
    expect(ofBob.id).not.toBe(ofAlice.id);
    expect([ofAlice.user_id, ofBob.user_id]).toEqual([alice.userId, bob.userId]);
  });

  it.each([
    ['chat_type', { chat_type: 'GROUP' }],
    ['rag_enabled', { rag_enabled: true }],
  ])('refuses another %s', async (field, difference) => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat({ session_id: randomUUID() }));
    const again = alice.createChat({ session_id: chat.session_id, ...difference });
    expect((await refused(again, 400, 'session_id_reused')).errors).toMatchObject([{ field }]);
    expect(await ok(alice.getChat(chat.id))).toEqual(chat);
  });

  it('takes the header Idempotency-Key for the session_id', async () => {
    const alice = api.user('alice');
    const key = `key ${randomUUID()}`.padEnd(128, '!');
    const headers = { 'idempotency-key': key };
    const chat = await ok(alice.createChat({ title: 'Once' }, { headers }));
    expect(chat.session_id).toBe(key);
    expect(await ok(alice.createChat(undefined, { headers }))).toEqual(chat);
    expect(await ok(alice.createChat({ session_id: key }))).toEqual(chat);
    expect(await ok(alice.createChat({ session_id: key }, { headers }))).toEqual(chat);
    await refused(alice.createChat({ rag_enabled: true }, { headers }), 400, 'session_id_reused');
  });

  it('refuses an Idempotency-Key that no session_id could be', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(129) };
    expect((await api.user().createChat(undefined, { headers })).status).toBe(400);
  });

  it('makes a new chat for every request that names no session', async () => {
    const alice = api.user('alice');
    const chats = [await ok(alice.createChat({ title: 'x' })), await ok(alice.createChat({ title: 'x' }))];
    expect(new Set(chats.map(({ id }) => id)).size).toBe(2);
    expect(new Set(chats.map(({ session_id }) => session_id)).size).toBe(2);
  });
});
