import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { idsOf, pagesOf, sendAll } from '../support/page-walk.js';

describe('filters of messages', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  let ids: number[];
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    const sent = await sendAll(alice, chatId, [
      'a question',
      { content: 'an answer', is_user: false },
      { content: 'a picture', message_type: 'IMAGE' },
      { content: 'a file', message_type: 'IMAGE', is_user: false },
      { content: 'be kind', message_type: 'SYSTEM' },
      { content: 'still sending', status: 'SENDING' },
      { content: 'will fail', status: 'SENDING' },
    ]);
    ids = idsOf(sent);
    const reply = async (content: string, nth: number, more: object = {}) =>
      ids.push((await ok(alice.sendMessage(chatId, { content, parent_message_id: ids[nth], ...more }))).id);
    await reply('re: question', 0);
    await reply('re: re: question', 7, { is_user: false });
    await reply('re: re: re: question', 8);
    await reply('re: answer', 1);
    await reply('re: question too', 0, { message_type: 'IMAGE' });
    await ok(alice.updateMessageStatus(ids[6] ?? 0, { status: 'FAILED' }));
    await ok(alice.updateMessageStatus(ids[1] ?? 0, { status: 'READ' }));
    await ok(alice.updateMessageStatus(ids[3] ?? 0, { status: 'DELIVERED' }));
  });
  afterAll(() => api.close());

  const query = (filter: object): Record<string, string | number> =>
    Object.fromEntries(
      Object.entries(filter).map(([name, value]) => [name, name.endsWith('_id') ? (ids[value as number] ?? 0) : value]),
    );
  const nths = (list: readonly number[]) => list.map((id) => ids.indexOf(id));

  it.each([
    [{ message_type: 'TEXT' }, [0, 1, 5, 6, 7, 8, 9, 10]],
    [{ message_type: 'IMAGE' }, [2, 3, 11]],
    [{ message_type: 'SYSTEM' }, [4]],
    [{ message_type: 'FILE' }, []],
    [{ is_user: true }, [0, 2, 4, 5, 6, 7, 9, 10, 11]],
    [{ is_user: false }, [1, 3, 8]],
    [{ status: 'SENDING' }, [5]],
    [{ status: 'SENT' }, [0, 2, 4, 7, 8, 9, 10, 11]],
    [{ status: 'DELIVERED' }, [3]],
    [{ status: 'READ' }, [1]],
    [{ status: 'FAILED' }, [6]],
    [{ parent_message_id: 0 }, [7, 11]],
    [{ parent_message_id: 7 }, [8]],
    [{ parent_message_id: 9 }, []],
    [{ q: 'question' }, [0, 7, 8, 9, 11]],
    [{ q: 're: answer' }, [10]],
    [{ message_type: 'IMAGE', is_user: false }, [3]],
    [{ q: 'question', is_user: true, parent_message_id: 0, message_type: 'TEXT', status: 'SENT' }, [7]],
    [{ thread_root_id: 0, parent_message_id: 0 }, [7, 11]],
    [{ thread_root_id: 0, is_user: false }, [8]],
  ])('%j', async (filter, expected) => {
    const page = await ok(alice.listMessages(chatId, query(filter)));
    expect(nths(idsOf(page.data))).toEqual(expected);
    expect(page).toMatchObject({ has_more: false, next_cursor: null });
    for (const order of ['asc', 'desc']) {
      const pages = await pagesOf(alice, chatId, { ...query(filter), order, limit: 2 });
      const walked = pages.flatMap(({ data }) => nths(idsOf(data)));
      expect(walked).toEqual(order === 'asc' ? expected : expected.toReversed());
      expect(pages).toHaveLength(Math.max(1, Math.ceil(expected.length / 2)));
    }
  });

  it('thread_root_id is a whole thread, replies of any depth', async () => {
    const { data } = await ok(alice.listMessages(chatId, query({ thread_root_id: 0 })));
    expect(nths(idsOf(data)).filter((nth) => nth !== 0)).toEqual([7, 8, 9, 11]);
  });

  it.each([
    [{ q: 'question', before: 9 }, [[7, 8], [0]]],
    [
      { q: 'question', after: 0 },
      [
        [7, 8],
        [9, 11],
      ],
    ],
    [{ is_user: false, before: 8 }, [[1, 3]]],
    [{ message_type: 'IMAGE', around: 3, limit: 3 }, [[2, 3, 11]]],
    [{ message_type: 'IMAGE', around: 5, limit: 2 }, [[3, 11], [2]]],
  ])('combines with an anchor: %j', async (filter, expected) => {
    const anchors = ['before', 'after', 'around'].filter((name) => name in filter);
    const placed = Object.fromEntries(anchors.map((name) => [name, ids[Reflect.get(filter, name) as number] ?? 0]));
    const pages = await pagesOf(alice, chatId, { limit: 2, ...query(filter), ...placed });
    expect(pages.map(({ data }) => nths(idsOf(data)))).toEqual(expected);
  });

  it('status is the one that is shown, receipts and watermarks included', async () => {
    const [owner, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(owner, bob);
    const [one, two, three] = await sendAll(owner, id, ['1', '2', '3']);
    await ok(bob.updateMessageStatus(one?.id ?? 0, { status: 'READ', up_to: true }));
    await ok(bob.updateMessageStatus(two?.id ?? 0, { status: 'DELIVERED' }));
    const found = async (status: string) => idsOf((await ok(owner.listMessages(id, { status }))).data);
    expect(await found('READ')).toEqual([one?.id]);
    expect(await found('DELIVERED')).toEqual([two?.id]);
    expect(await found('SENT')).toEqual([three?.id]);
  });

  it.each([
    ['message_type', 'text'],
    ['message_type', 'TEXT,FILE'],
    ['status', 'sent'],
    ['is_user', 'yes'],
    ['is_user', ''],
    ['parent_message_id', '0'],
    ['parent_message_id', 'x'],
    ['thread_root_id', '9007199254740992'],
    ['q', ''],
    ['q', ' \t\n'],
    ['q', 'x'.repeat(201)],
    ['q', '😀'.repeat(201)],
    ['q', 'a\u0000'],
  ])('%s cannot be %j', async (name, value) => {
    expect(Object.keys(await invalid(alice.listMessages(chatId, { [name]: value })))).toEqual([name]);
  });
});
