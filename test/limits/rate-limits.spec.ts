import { afterEach, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { ragChat, replyTo } from '../support/reply-chats.js';
import { upgrade } from '../support/upgrade.js';

const NONE = { RATE_LIMIT_READ: '0', RATE_LIMIT_WRITE: '0', RATE_LIMIT_SEARCH: '0', RATE_LIMIT_CONNECT: '0' };
const ON = { RATE_LIMITS: 'on', ...NONE, RATE_LIMIT_REPLY: '0' };

/** Structured fields (RFC 9651) as draft-ietf-httpapi-ratelimit-headers-11 has them. */
const RATE_LIMIT = /^"(\w+)";r=(\d+);t=(\d+)$/;

const standing = ({ headers }: Reply<unknown>) => RATE_LIMIT.exec(headers.get('ratelimit') ?? '')?.slice(1, 3);

describe('rate limits', () => {
  let api: ApiServer;
  afterEach(() => api.close());

  /** Calls until it is refused. @returns how often it was answered */
  const answers = async (call: () => Promise<Reply<unknown>>): Promise<number> => {
    for (let count = 0; count < 20; count++) {
      const reply = await call();
      if (reply.status === 429) {
        await refused(reply, 429, 'rate_limited');
        return count;
      }
      await ok(reply);
    }
    return Infinity;
  };

  it('are told in every answer, and end in a 429 that says when to come again', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_READ: '3', RATE_LIMIT_WINDOW_SECONDS: '50' });
    const alice = api.user('alice');
    const replies = [await alice.listChats(), await alice.getChat(1), await alice.listMessages(1)];
    expect(replies.map(({ status }) => status)).toEqual([200, 404, 404]);
    const last = await alice.listChats();
    expect((await refused(last, 429, 'rate_limited')).detail).toContain('"read"');
    expect([...replies, last].map(standing)).toEqual([2, 1, 0, 0].map((left) => ['read', String(left)]));
    for (const { headers } of [...replies, last]) expect(headers.get('ratelimit-policy')).toBe('"read";q=3;w=50');
    const [, , , resets] = RATE_LIMIT.exec(last.headers.get('ratelimit') ?? '') ?? [];
    expect(last.headers.get('retry-after')).toBe(resets);
    expect(Number(resets)).toBeGreaterThan(40);
    expect(Number(resets)).toBeLessThanOrEqual(50);
    // Not another person's, nor another class's.
    expect(standing(await api.user('bob').listChats())).toEqual(['read', '2']);
    await ok(alice.createChat());
  });

  it('count reading and writing apart, and refuse a body before it is read', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_WRITE: '6' });
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const { id: message } = await ok(alice.sendMessage(id, { content: 'one', client_message_id: 'one' }));
    await ok(alice.sendMessage(id, { content: 'one', client_message_id: 'one' }));
    await ok(alice.updateMessageStatus(message, { status: 'DELIVERED' }));
    await ok(alice.addReaction(message, '👍'));
    await ok(alice.removeReaction(message, '👍'));
    await refused(alice.updateChatStatus(id, { status: 'DELETED' }), 429, 'rate_limited');
    // Nobody looks at what it holds.
    await refused(alice.sendMessage(id, 'this is not JSON'), 429, 'rate_limited');
    await refused(alice.sendMessage(id, 'two', { headers: { prefer: 'wait=1' } }), 429, 'rate_limited');
    expect((await ok(alice.listMessages(id))).data.map(({ content }) => content)).toEqual(['one']);
  });

  it('count what looks for words as a search, by a cursor and over every speed', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_SEARCH: '4' });
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    for (const content of ['a word', 'one more word']) await ok(alice.sendMessage(id, content));
    const { next_cursor: cursor } = await ok(alice.listMessages(id, { q: 'word', limit: 1 }));
    await ok(alice.listChats({ q: 'word' }));
    await ok(alice.listMessages(id, { cursor: cursor ?? '', limit: 1 }));
    const headers = { prefer: 'wait=1' };
    expect(standing(await alice.listMessages(id, { q: 'word' }, { headers }))).toEqual(['search', '0']);
    await refused(alice.listMessages(id, { cursor: cursor ?? '' }), 429, 'rate_limited');
    await refused(
      alice.listMessages(id, { q: 'w' }, { headers: { accept: 'application/x-ndjson' } }),
      429,
      'rate_limited',
    );
    await refused(alice.listChats({ q: 'word' }), 429, 'rate_limited');
    await ok(alice.listMessages(id, { limit: 1 }));
    await refused(alice.listMessages(id, { cursor: 'nonsense' }), 400, 'invalid_cursor');
  });

  it('count live connections of every kind, long polls and exports', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_CONNECT: '5' });
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const live = await LiveFeeds.on(api.url);
    await live.socket(alice);
    await live.ofUser(alice);
    await live.ofChat(alice, id);
    await ok(alice.listMessages(id, { after_seq: 0 }, { headers: { prefer: 'wait=0' } }));
    expect((await fetch(`${api.url}/api/v1/chats/${id}/messages`, ndjson(alice))).status).toBe(200);

    const { status, headers, problem } = await upgrade(api.url, { authorization: `Bearer ${alice.token}` });
    expect([status, problem?.code]).toEqual([429, 'rate_limited']);
    expect(headers['ratelimit']).toMatch(/^"connect";r=0;t=\d+$/);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect((await live.ofUser(alice)).status).toBe(429);
    expect((await fetch(`${api.url}/api/v1/chats/${id}/messages`, ndjson(alice))).status).toBe(429);
    await live.socket(api.user('bob'));
    live.close();
  });

  it('count replies where they are opened, and nothing is stored of one too many', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_REPLY: '2' });
    const alice = api.user('alice');
    const [{ id }, { id: plain }] = [await ragChat(alice), await ok(alice.createChat())];
    const failed = await replyTo(alice, await ok(alice.sendMessage(id, 'one?')));
    const stopped = (await alice.updateMessageStatus(failed.id, { status: 'FAILED' })).body.status === 'FAILED';
    const late = await ok(alice.sendMessage(id, { content: 'late?', status: 'SENDING' }));
    await ok(alice.sendMessage(id, { content: 'no reply', message_metadata: { reply: false } }));
    await ok(alice.sendMessage(id, { content: 'two?', client_message_id: 'two' }));

    const problem = await refused(alice.sendMessage(id, 'three?'), 429, 'rate_limited');
    expect(problem.detail).toContain('"reply"');
    await refused(alice.updateMessageStatus(late.id, { status: 'SENT' }), 429, 'rate_limited');
    await refused(alice.updateMessageStatus(late.id, { status: 'READ' }), 429, 'rate_limited');
    // A reply that was whole before it could be stopped is not begun again.
    if (stopped) await refused(alice.updateMessageStatus(failed.id, { status: 'SENDING' }), 429, 'rate_limited');
    const contents = (await ok(alice.listMessages(id))).data.filter(({ is_user }) => is_user);
    expect(contents.map(({ content, status }) => `${content} ${status}`)).toEqual(
      expect.arrayContaining(['one? SENT', 'late? SENDING', 'no reply SENT', 'two? SENT']),
    );
    expect(contents).toHaveLength(4);
    // What opens none goes on, and so does what was sent before.
    await ok(alice.sendMessage(plain, 'no question'));
    await ok(alice.sendMessage(id, { content: 'two?', client_message_id: 'two' }));
    await ok(api.user('bob').createChat());
  });

  it('let a service do more, apart from the users that it acts for', async () => {
    api = await startApi({ ...ON, RATE_LIMIT_WRITE: '2', RATE_LIMIT_SERVICE_FACTOR: '4' });
    const [alice, shop, other] = [api.user('alice'), api.service('shop'), api.service('other')];
    expect(await answers(() => alice.createChat())).toBe(2);
    expect(await answers(() => shop.createChat({ user_id: alice.userId }))).toBe(8);
    expect(await answers(() => other.createChat({ user_id: alice.userId }))).toBe(8);
  });

  it('are off in development', async () => {
    api = await startApi({ NODE_ENV: 'development', RATE_LIMIT_READ: '1' });
    const alice = api.user('alice');
    expect(await answers(() => alice.listChats())).toBe(Infinity);
    expect((await alice.listChats()).headers.get('ratelimit')).toBeNull();
  });

  it('are on in production, unless somebody says otherwise', async () => {
    api = await startApi({ NODE_ENV: 'production' });
    const { headers } = await api.user('alice').listChats();
    expect(headers.get('ratelimit-policy')).toBe('"read";q=60000;w=60');
    await api.close();
    api = await startApi({ NODE_ENV: 'production', RATE_LIMITS: 'off' });
    expect((await api.user('alice').listChats()).headers.get('ratelimit-policy')).toBeNull();
  });
});

function ndjson({ token }: ApiClient) {
  return { headers: { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' } };
}
