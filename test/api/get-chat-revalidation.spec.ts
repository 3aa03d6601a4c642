import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';

describe('the ETag of getChat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const etagOf = async (client: ApiClient, chatId: number): Promise<string> => {
    const { status, headers } = await client.getChat(chatId);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    return headers.get('etag') ?? '';
  };
  // fetch() itself adds `Cache-Control: no-cache` to a request with If-None-Match, unless told otherwise.
  const getIf = (client: ApiClient, chatId: number, etag: string, cacheControl = 'max-age=0') =>
    client.getChat(chatId, undefined, { headers: { 'if-none-match': etag, 'cache-control': cacheControl } });

  it('stays while nothing changes, and answers 304 without a body', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Quiet' }));
    const etag = await etagOf(alice, id);
    expect(etag).toMatch(/^(W\/)?"[^"]+"$/);
    expect(await etagOf(alice, id)).toBe(etag);
    const { status, text, headers } = await getIf(alice, id, etag);
    expect([status, text]).toEqual([304, '']);
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([etag, 'private, no-cache']);
  });

  it.each([
    ['in a list', (etag: string) => `"other", ${etag}, "another"`],
    ['as weak', (etag: string) => `W/${etag.replace(/^W\//, '')}`],
    ['as strong', (etag: string) => etag.replace(/^W\//, '')],
    ['as a star', () => '*'],
  ])('is recognised %s', async (_how, written) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect((await getIf(alice, id, written(await etagOf(alice, id)))).status).toBe(304);
  });

  it('is honoured, also when the request tells caches on its way', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const etag = await etagOf(alice, id);
    expect((await getIf(alice, id, etag, 'no-cache')).status).toBe(304);
    expect((await alice.getChat(id, undefined, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each([
    ['a message', (alice: ApiClient, id: number) => alice.sendMessage(id, 'hello')],
    ['another status', (alice: ApiClient, id: number) => alice.updateChatStatus(id, { status: 'ARCHIVED' })],
    ['its deletion', (alice: ApiClient, id: number) => alice.updateChatStatus(id, { status: 'DELETED' })],
  ])('changes with %s', async (_what, change) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const before = await etagOf(alice, id);
    await ok<unknown>(await change(alice, id));
    const { status, headers } = await getIf(alice, id, before);
    expect(status).toBe(200);
    expect(headers.get('etag')).not.toBe(before);
    expect(await etagOf(alice, id)).toBe(headers.get('etag'));
  });

  it('opens no chat of somebody else', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { id } = await ok(alice.createChat());
    await refused(getIf(mallory, id, await etagOf(alice, id)), 404, 'chat_not_found');
    await refused(getIf(mallory, id, '*'), 404, 'chat_not_found');
  });

  it('is on no error, list or change, which no cache may store', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat());
    const replies = [
      await alice.getChat(Number.MAX_SAFE_INTEGER),
      await alice.getChat('abc'),
      await alice.listChats(),
      await alice.createChat({ session_id: chat.session_id }),
      await alice.updateChatStatus(chat.id, { status: 'ARCHIVED' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 400, 200, 200, 200]);
    for (const { headers } of replies)
      expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store']);
  });
});
