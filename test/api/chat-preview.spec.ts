import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatDto } from '#libs/chat';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

describe('last_message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const listed = async (client: ApiClient): Promise<ChatDto | undefined> => (await ok(client.listChats())).data[0];
  const preview = async (client: ApiClient) => (await listed(client))?.last_message;
  const previewOf = ({ id, sender_id, is_user, message_type, status, content, created_at }: MessageDto) => ({
    id,
    sender_id,
    is_user,
    message_type,
    status,
    content,
    created_at,
  });

  it('is left out of a chat without messages', async () => {
    const alice = api.user('alice');
    await ok(alice.createChat());
    expect(Object.keys((await listed(alice)) ?? {})).not.toEqual(expect.arrayContaining(['last_message']));
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])(
    'is the latest message of a %s chat, from every sender',
    async (chat_type) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const { id } = await ok(alice.createChat({ chat_type }));
      for (const body of [
        { content: 'one' },
        { content: 'two', is_user: false },
        { content: 'three', message_type: 'SYSTEM' },
        { content: 'https://example.com/a.png', message_type: 'IMAGE', is_user: false },
      ]) {
        const message = await ok(bot.sendMessage(id, body));
        expect(await preview(alice)).toEqual(previewOf(message));
        expect((await ok(alice.getChat(id))).last_message).toEqual(previewOf(message));
      }
    },
  );

  it.each([
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), 'x'.repeat(200)],
    ['😀'.repeat(201), '😀'.repeat(200)],
    [`${'x'.repeat(199)}e\u0301`, 'x'.repeat(199)],
    [`${'x'.repeat(198)}👩‍👩‍👧 and more`, 'x'.repeat(198)],
    [`${'x'.repeat(195)}👩‍👩‍👧 and more`, `${'x'.repeat(195)}👩‍👩‍👧`],
    [`a${'\u0301'.repeat(300)}`, `a${'\u0301'.repeat(199)}`],
    [' \n\t two lines \n ', ' \n\t two lines \n '],
  ])('holds the first 200 code points, cut between graphemes: %#', async (content, expected) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, content));
    expect((await preview(alice))?.content).toBe(expected);
    expect((await ok(alice.getChat(id))).last_message?.content).toBe(expected);
    const { id: sent } = (await ok(alice.listMessages(id))).data[0] ?? { id: 0 };
    await ok(api.service('bot').updateMessageStatus(sent, { status: 'READ', user_id: alice.userId }));
    expect((await preview(alice))?.content).toBe(expected);
  });

  it('shows the status as it is now', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const chat = await groupOf(alice, bob);
    const { id } = await ok(alice.sendMessage(chat.id, { content: 'hello', status: 'SENDING' }));
    const steps: [ApiClient, string][] = [
      [alice, 'FAILED'],
      [alice, 'SENDING'],
      [alice, 'SENT'],
      [bob, 'DELIVERED'],
      [bob, 'READ'],
    ];
    expect((await preview(alice))?.status).toBe('SENDING');
    for (const [client, status] of steps) {
      await ok(client.updateMessageStatus(id, { status }));
      expect([(await preview(alice))?.status, (await preview(bob))?.status]).toEqual([status, status]);
    }
  });

  it('shows what a watermark has reached', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const chat = await groupOf(alice, bob, carol);
    const { id } = await ok(alice.sendMessage(chat.id, 'hello'));
    await ok(bob.updateMessageStatus(id, { status: 'DELIVERED', up_to: true }));
    expect((await preview(alice))?.status).toBe('DELIVERED');
    await ok(carol.updateMessageStatus(id, { status: 'READ', up_to: true }));
    expect((await preview(alice))?.status).toBe('READ');
    await ok(alice.sendMessage(chat.id, 'news'));
    expect((await preview(alice))?.status).toBe('SENT');
  });

  it('stays when an older message changes', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const chat = await groupOf(alice, bob);
    const older = await ok(alice.sendMessage(chat.id, 'older'));
    const latest = await ok(alice.sendMessage(chat.id, 'latest'));
    await ok(bob.updateMessageStatus(older.id, { status: 'READ' }));
    await ok(bob.addReaction(older.id, '👍'));
    expect(await preview(alice)).toEqual(previewOf(latest));
  });
});
