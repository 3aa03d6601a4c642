import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';

describe('revalidating a page of messages', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startChat() {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, 'x'));
    // fetch() itself adds `Cache-Control: no-cache` to a request with If-None-Match, unless told otherwise.
    const list = (etag?: string, query: Record<string, number> = {}, cacheControl = 'max-age=0') =>
      alice.listMessages(id, query, {
        headers: { ...(etag !== undefined && { 'If-None-Match': etag }), 'Cache-Control': cacheControl },
      });
    return { alice, id, sent, list };
  }

  const etagOf = ({ headers }: Reply<unknown>) => headers.get('etag') ?? '';

  it('a page that has not changed is 304, with no body and the same ETag', async () => {
    const { list } = await startChat();
    const first = await list();
    expect(etagOf(first)).toMatch(/^(W\/)?"[^"]+"$/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(etagOf(await list())).toBe(etagOf(first));
    const again = await list(etagOf(first));
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(etagOf(again)).toBe(etagOf(first));
    expect(again.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('knows its ETag in a list, as a weak one, and behind a star', async () => {
    const { list } = await startChat();
    const etag = etagOf(await list()).replace(/^W\//, '');
    for (const known of [`"other", ${etag}`, `W/${etag}`, '*']) expect((await list(known)).status).toBe(304);
    for (const other of ['"other"', 'W/"other"', etag.replaceAll('"', '')])
      expect((await list(other)).status).toBe(200);
  });

  it('honours If-None-Match, also when the request tells caches on its way', async () => {
    const { list } = await startChat();
    expect((await list(etagOf(await list()), {}, 'no-cache')).status).toBe(304);
  });

  it.each<[string, (alice: ApiClient, chatId: number, messageId: number) => Promise<Reply<unknown>>]>([
    ['a message', (alice, chatId) => alice.sendMessage(chatId, 'y')],
    ['a receipt', (alice, _, messageId) => alice.updateMessageStatus(messageId, { status: 'READ' })],
    ['a reaction', (alice, _, messageId) => alice.addReaction(messageId, '👍')],
  ])('after %s the page is sent again', async (_what, change) => {
    const { alice, id, sent, list } = await startChat();
    const before = await list();
    await ok(change(alice, id, sent.id));
    const after = await list(etagOf(before));
    expect(after.status).toBe(200);
    expect(etagOf(after)).not.toBe(etagOf(before));
    expect((await list(etagOf(after))).status).toBe(304);
  });

  it('answers to sync are revalidated too', async () => {
    const { alice, id, list } = await startChat();
    const before = await list(undefined, { after_seq: 1 });
    expect((await list(etagOf(before), { after_seq: 1 })).status).toBe(304);
    await ok(alice.sendMessage(id, 'y'));
    expect((await list(etagOf(before), { after_seq: 1 })).status).toBe(200);
  });

  it('what changes something is not stored at all', async () => {
    const { alice, id, sent } = await startChat();
    const replies = [
      await alice.sendMessage(id, 'y'),
      await alice.updateMessageStatus(sent.id, { status: 'READ' }),
      await alice.addReaction(sent.id, '👍'),
      await alice.removeReaction(sent.id, '👍'),
      await alice.listMessages(id, { limit: 0 }),
    ];
    for (const { headers } of replies) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });
});
