import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';

type Query = Record<string, string | number | boolean>;

/** What a cursor looks like inside is not promised; that nobody gets a 500 out of one is. */
describe('a cursor that was tampered with', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  const cursors: string[] = [];
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    ({ id: chatId } = await ok(alice.createChat()));
    await ok(alice.createChat());
    for (const content of ['one', 'two', 'three']) await ok(alice.sendMessage(chatId, content));
    const walks: Query[] = [
      {},
      { order: 'asc' },
      { after: 0 },
      { around: 1 },
      { after_seq: 0 },
      { q: 't', is_user: true },
    ];
    const pages = await Promise.all(walks.map((walk) => ok(alice.listMessages(chatId, { ...walk, limit: 1 }))));
    const lists: Query[] = [{}, { updated_since: '2020-01-01T00:00:00Z' }, { status: 'ACTIVE' }];
    const chats = await Promise.all(lists.map((list) => ok(alice.listChats({ ...list, limit: 1 }))));
    cursors.push(...[...pages, ...chats].flatMap(({ next_cursor }) => next_cursor ?? []));
  });
  afterAll(() => api.close());

  const use = async (cursor: string) => {
    const replies = await Promise.all([alice.listChats({ cursor }), alice.listMessages(chatId, { cursor })]);
    return replies.map(({ status, problem }) => (status === 200 ? 200 : [status, problem.errors?.[0]?.field]));
  };

  it.each([
    'nonsense',
    '%',
    '!!!!',
    'e30',
    'W10',
    'bnVsbA',
    'MQ',
    Buffer.from('{"place":{},"filters":{}}').toString('base64url'),
  ])('is 400 and named: %s', async (cursor) => {
    expect(await use(cursor)).toEqual([
      [400, 'cursor'],
      [400, 'cursor'],
    ]);
  });

  it('is never answered with a 500, with anything in the place of a value', async () => {
    expect(cursors.length).toBeGreaterThanOrEqual(6);
    const odd = fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1.5,
      8.64e15,
      -8.64e15,
      1e15,
      -1e15,
      2 ** 53,
      1e300,
      '',
      'a\0',
      '\ud800',
      '9'.repeat(30),
      [],
      {},
      [1],
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), odd, async (which, where, value) => {
        const inside: unknown = JSON.parse(
          Buffer.from(cursors[which % cursors.length] ?? '', 'base64url').toString('utf8'),
        );
        const slots = slotsOf(inside);
        slots[where % slots.length]?.(value);
        const changed = Buffer.from(JSON.stringify(inside)).toString('base64url');
        for (const answer of await use(changed)) expect([200, [400, expect.any(String)]]).toContainEqual(answer);
      }),
      { seed: 20_260_102, numRuns: 150 },
    );
  });
});

/** A setter for every value within. */
function slotsOf(value: unknown): ((replacement: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  return Object.keys(object).flatMap((key) => [
    (replacement: unknown) => void (object[key] = replacement),
    ...slotsOf(object[key]),
  ]);
}
