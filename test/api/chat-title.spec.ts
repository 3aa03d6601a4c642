import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';

describe('a chat without a title', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** The title after one message in a new chat. */
  async function titleFrom(content: string): Promise<string | undefined> {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, content));
    return (await ok(alice.getChat(id))).title;
  }

  it.each([
    ['Where is my order?', 'Where is my order?'],
    ['First line\nsecond line', 'First line'],
    ['First line\r\nsecond line', 'First line'],
    ['x'.repeat(80), 'x'.repeat(80)],
    [`${'x'.repeat(80)} and more`, 'x'.repeat(80)],
    [`${'word '.repeat(15)}abcde fghij`, `${'word '.repeat(15)}abcde`],
    [`${'word '.repeat(15)}abcdef ghij`, 'word '.repeat(15).trim()],
    ['x'.repeat(81), 'x'.repeat(80)],
    ['😀'.repeat(80), '😀'.repeat(80)],
    [`${'😀'.repeat(40)} ${'😀'.repeat(40)}`, '😀'.repeat(40)],
  ])('is called by the first line, at most 80 characters, cut at a word: %#', async (content, title) => {
    expect(await titleFrom(content)).toBe(title);
  });

  it('keeps its name when more is said', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    for (const content of ['one', 'two', 'three']) await ok(alice.sendMessage(id, content));
    expect((await ok(alice.getChat(id))).title).toBe('one');
    expect((await ok(alice.listChats())).data[0]?.title).toBe('one');
  });

  it('waits for a TEXT message from a user', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    for (const message of [
      { content: 'the assistant speaks first', is_user: false },
      { content: 'https://example.com/a.png', message_type: 'IMAGE' },
      { content: 'bytes', message_type: 'FILE' },
      { content: 'be brief', message_type: 'SYSTEM' },
    ]) {
      await ok(alice.sendMessage(id, message));
      expect(Object.keys(await ok(alice.getChat(id)))).not.toEqual(expect.arrayContaining(['title']));
    }
    await ok(alice.sendMessage(id, 'the user'));
    expect((await ok(alice.getChat(id))).title).toBe('the user');
  });

  it('is not renamed when it has a title already', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Given' }));
    await ok(alice.sendMessage(id, 'hello'));
    expect((await ok(alice.getChat(id))).title).toBe('Given');
  });

  it('is called by what any participant of a GROUP says first', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId] }));
    await ok(bob.sendMessage(id, 'from bob'));
    await ok(alice.sendMessage(id, 'from alice'));
    expect((await ok(alice.getChat(id))).title).toBe('from bob');
  });
});
