import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { pagesOf, sendAll } from '../support/page-walk.js';

const TEXTS = [
  'Где мой ЗАКАЗ? Ёлка уже приехала.',
  '我想退款，订单号是一千零四十二。',
  '返品したいのですが、どうすればいいですか。',
  'On its way 🚚👍🏽 and 100% sure',
  'snake_case and snakeXcase',
  'C:\\temp\\new and a/b',
  'It\'s a "quoted" O\'Reilly; DROP TABLE message;--',
  'first line\nsecond\tline\u00a0end',
  'ÀÉÎÕÜ straße ΣΟΦΙΑ',
  'the order of the words',
  'Ο φίλος μας στην οδός',
] as const;

describe('searching the messages of a chat', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    await sendAll(alice, chatId, TEXTS);
  });
  afterAll(() => api.close());

  async function found(q: string): Promise<number[]> {
    const pages = await pagesOf(alice, chatId, { q, limit: 2, order: 'asc' });
    return pages.flatMap(({ data }) => data.map(({ content }) => (TEXTS as readonly string[]).indexOf(content)));
  }

  it.each([
    ['φίλος', [10]],
    ['φίλοσ', [10]],
    ['ΦΊΛΟΣ ΟΔΌΣ', [10]],
    ['заказ', [0]],
    ['ГДЕ МОЙ', [0]],
    ['ёлка', [0]],
    ['ак', [0]],
    ['退款', [1]],
    ['订单', [1]],
    ['一', [1]],
    ['返品', [2]],
    ['です', [2]],
    ['🚚', [3]],
    ['👍', [3]],
    ['👍🏽', [3]],
    ['%', [3]],
    ['100%', [3]],
    ['1%', []],
    ['_', [4]],
    ['snake_case', [4]],
    ['e_c', [4]],
    ['r_e', []],
    ['\\', [5]],
    ['\\temp\\', [5]],
    ['\\%', []],
    ['\\_', []],
    ['p\\n', [5]],
    ["'", [6]],
    ["o'reilly; drop", [6]],
    ['"quoted"', [6]],
    ['"a quoted"', []],
    ['line second', [7]],
    ['end', [7]],
    ['àéîõü', [8]],
    ['STRASSE', []],
    ['straße', [8]],
    ['σοφια', [8]],
    ['words order', [9]],
    ['words  \t order\n', [9]],
    ['word ord', [9]],
    ['words missing', []],
    ['-order', []],
    ['order*', []],
    ['order OR nothing', []],
    ['order and', []],
    ['and', [3, 4, 5]],
    ['AND', [3, 4, 5]],
  ])('%j', async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  it('takes 200 characters', async () => {
    const { id } = await ok(alice.createChat());
    const q = '😀'.repeat(200);
    const [, sent] = await sendAll(alice, id, ['x', `a${q}b`, '😀'.repeat(199)]);
    expect((await ok(alice.listMessages(id, { q }))).data).toEqual([sent]);
  });

  it('looks through every type and status, but not through other chats', async () => {
    const { id } = await ok(alice.createChat());
    const types = ['TEXT', 'IMAGE', 'FILE', 'SYSTEM'].map((message_type) => ({ content: 'a needle', message_type }));
    await sendAll(alice, id, [...types, { content: 'a needle', status: 'SENDING' }, 'hay']);
    const { data } = await ok(alice.listMessages(id, { q: 'needle' }));
    expect(data.map(({ message_type }) => message_type)).toEqual(['TEXT', 'IMAGE', 'FILE', 'SYSTEM', 'TEXT']);
    expect(await found('needle')).toEqual([]);
  });

  it('leaves base64 out, and says so by the metadata alone', async () => {
    const { id } = await ok(alice.createChat());
    const content = Buffer.from('a needle in the bytes').toString('base64');
    const file = { content, message_type: 'FILE' };
    const [, text] = await sendAll(alice, id, [
      { ...file, message_metadata: { media_type: 'application/pdf', encoding: 'base64', filename: 'a.pdf' } },
      { ...file, message_metadata: { media_type: 'text/plain' } },
    ]);
    const q = content.slice(0, 12);
    expect((await ok(alice.listMessages(id, { q }))).data).toEqual([text]);
  });

  it('reads the first 32,768 characters of a text', async () => {
    const { id } = await ok(alice.createChat());
    const padding = '😀'.repeat(32_768 - 6);
    const [within] = await sendAll(alice, id, [
      { content: `${padding}needle and more`, message_type: 'FILE' },
      { content: `${padding}.needle`, message_type: 'FILE' },
    ]);
    const { data } = await ok(alice.listMessages(id, { q: 'NEEDLE' }));
    expect(data.map((message) => message.id)).toEqual([within?.id]);
    expect((await ok(alice.listMessages(id, { q: 'needle and' }))).data).toEqual([]);
  });
});
