import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';

describe('getChat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('shows a chat to its owner', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat({ title: 'Order 1042', chat_metadata: { source: 'web' } }));
    expect(await ok(alice.getChat(chat.id))).toEqual(chat);
  });

  it('does not tell a chat of somebody else from one that does not exist', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { id } = await ok(alice.createChat());
    const notYours = await refused(mallory.getChat(id), 404, 'chat_not_found');
    const notThere = await refused(mallory.getChat(Number.MAX_SAFE_INTEGER), 404, 'chat_not_found');
    const { title, detail, type } = notThere;
    expect(notYours).toMatchObject({ title, detail, type });
  });

  it.each(['0', '-1', '1.5', 'abc', '1e3', '0x1', '9007199254740992', '99999999999999999999', '%20', '1%20'])(
    'refuses %s as an id',
    async (id) => {
      const reply = await api.user().getChat(id);
      expect(reply.status).toBe(400);
      expect(reply.problem.errors).toMatchObject([{ field: 'chat_id' }]);
    },
  );

  it('refuses an unknown query parameter by name', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(await invalid(alice.getChat(id, { expand: 'messages' }))).toEqual({ expand: 'unknown_field' });
  });

  it('ignores a trailing slash', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat());
    expect(await ok(alice.call('getChat', 'GET', `/chats/${chat.id}/`))).toEqual(chat);
  });
});
