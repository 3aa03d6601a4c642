import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatListDto } from '#libs/chat';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { linksOf } from '../support/page-walk.js';

type Query = Record<string, string | number>;

const LONG_AGO = '2020-01-01T00:00:00Z';
const FILTERS: Query[] = [{ status: 'ARCHIVED' }, { chat_type: 'GROUP' }, { q: 'wanted' }, { updated_since: LONG_AGO }];
const QUERIES: Query[] = [{ limit: 1 }, { limit: 1, updated_since: LONG_AGO }];

describe('the pages of listChats', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const createChats = async (client: ApiClient, count: number, body: object = {}) => {
    for (let n = 0; n < count; n++) await ok(client.createChat(body));
  };

  async function walk(client: ApiClient, query: Query): Promise<ChatListDto[]> {
    const pages = [await ok(client.listChats(query))];
    for (let cursor = pages[0]?.next_cursor; typeof cursor === 'string'; cursor = pages.at(-1)?.next_cursor)
      pages.push(await ok(client.listChats({ ...query, cursor })));
    return pages;
  }
  const titlesOf = (pages: ChatListDto[]) => pages.flatMap(({ data }) => data.map(({ title }) => title));
  const idsOf = (pages: ChatListDto[]) => pages.flatMap(({ data }) => data.map(({ id }) => id));

  it('hold every chat once, in one order', async () => {
    const alice = api.user('alice');
    await createChats(alice, 5);
    const whole = await ok(alice.listChats());
    expect(whole).toMatchObject({ has_more: false, next_cursor: null });
    const pages = await walk(alice, { limit: 2 });
    expect(pages.map(({ data, has_more }) => [data.length, has_more])).toEqual([
      [2, true],
      [2, true],
      [1, false],
    ]);
    expect(idsOf(pages)).toEqual(whole.data.map(({ id }) => id));
    expect(new Set(idsOf(pages)).size).toBe(5);
  });

  it('end without an empty page when the last one is full', async () => {
    const alice = api.user('alice');
    await createChats(alice, 4);
    expect((await walk(alice, { limit: 2 })).map(({ data }) => data.length)).toEqual([2, 2]);
    expect((await walk(alice, { limit: 4 })).map(({ data }) => data.length)).toEqual([4]);
  });

  it('hold 50 chats by default and 100 at most', async () => {
    const alice = api.user('alice');
    await Promise.all(Array.from({ length: 101 }, () => ok(alice.createChat())));
    expect((await walk(alice, {})).map(({ data }) => data.length)).toEqual([50, 50, 1]);
    expect((await walk(alice, { limit: 100 })).map(({ data }) => data.length)).toEqual([100, 1]);
  });

  it('are linked to each other by RFC 8288', async () => {
    const alice = api.user('alice');
    await createChats(alice, 3);
    await createChats(alice, 3, { chat_type: 'GROUP' });
    const linked: ChatListDto[] = [];
    for (let path: string | undefined = '/chats?chat_type=GROUP&limit=1'; path !== undefined;) {
      const reply: Reply<ChatListDto> = await alice.call('listChats', 'GET', path);
      linked.push(await ok(reply));
      path = linksOf(reply)['next'];
      expect(path === undefined).toBe(reply.body.next_cursor === null);
    }
    expect(linked.map(({ data }) => data.length)).toEqual([1, 1, 1]);
    expect(linked).toEqual(await walk(alice, { chat_type: 'GROUP', limit: 1 }));
  });

  it.each(FILTERS)('keep to the filter %j', async (filter) => {
    const alice = api.user('alice');
    for (const title of ['wanted 1', 'wanted 2', 'wanted 3']) {
      const { id } = await ok(alice.createChat({ title, chat_type: 'GROUP' }));
      await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    }
    if (!('updated_since' in filter)) await createChats(alice, 2, { title: 'other' });
    const pages = await walk(alice, { ...filter, limit: 1 });
    expect(pages).toHaveLength(3);
    expect(new Set(titlesOf(pages))).toEqual(new Set(['wanted 1', 'wanted 2', 'wanted 3']));
  });

  it('may change their size on the way', async () => {
    const alice = api.user('alice');
    await createChats(alice, 4);
    const first = await ok(alice.listChats({ limit: 1 }));
    const rest = await ok(alice.listChats({ limit: 10, cursor: first.next_cursor ?? '' }));
    expect(idsOf([first, rest])).toEqual(idsOf([await ok(alice.listChats())]));
  });

  it("show nobody the chats that another's cursor points to", async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    await createChats(alice, 3);
    const { next_cursor } = await ok(alice.listChats({ limit: 1 }));
    const reply = await bob.listChats({ cursor: next_cursor ?? '' });
    if (reply.status === 200) expect(reply.body.data).toEqual([]);
    else expect(reply.status).toBe(400);
  });

  it.each(['x', 'bm90IG91cnM', 'e30', 'bnVsbA', 'W10', '', 'x'.repeat(5000), '💥'])(
    'refuse the cursor %s',
    async (cursor) => {
      expect((await api.user().listChats({ cursor })).status).toBe(400);
    },
  );

  it.each(['-8640000000000000', '8640000000000001', '-1', '0.5', '1e308', '"x"', 'null', '{}'])(
    'refuse or bear a cursor whose numbers became %s',
    async (forged) => {
      const alice = api.user('alice');
      await createChats(alice, 2);
      for (const query of QUERIES) {
        const { next_cursor } = await ok(alice.listChats(query));
        const inside = Buffer.from(next_cursor ?? '', 'base64url').toString('utf8');
        const cursor = Buffer.from(inside.replace(/(?<=:)\d+/g, forged)).toString('base64url');
        expect([200, 400]).toContain((await alice.listChats({ cursor })).status);
      }
    },
  );
});
