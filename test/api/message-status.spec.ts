import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

type Status = MessageDto['status'];

/** What a request for each status means: moves there, changes nothing, or cannot be. */
const MACHINE: Record<Status, Record<Status, 'moves' | 'stays' | 'illegal'>> = {
  SENDING: { SENDING: 'stays', SENT: 'moves', DELIVERED: 'moves', READ: 'moves', FAILED: 'moves' },
  SENT: { SENDING: 'stays', SENT: 'stays', DELIVERED: 'moves', READ: 'moves', FAILED: 'illegal' },
  DELIVERED: { SENDING: 'stays', SENT: 'stays', DELIVERED: 'stays', READ: 'moves', FAILED: 'illegal' },
  READ: { SENDING: 'stays', SENT: 'stays', DELIVERED: 'stays', READ: 'stays', FAILED: 'illegal' },
  FAILED: { SENDING: 'moves', SENT: 'illegal', DELIVERED: 'illegal', READ: 'illegal', FAILED: 'stays' },
};
const STEPS = Object.entries(MACHINE).flatMap(([from, row]) =>
  Object.entries(row).map(([to, outcome]) => [from, to, outcome] as [Status, Status, typeof outcome]),
);

describe('the status of a message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Asks for a status of a chat's only message and holds the answer and what is there then against the outcome. */
  async function expectStep(client: ApiClient, message: MessageDto, to: Status, outcome: string): Promise<void> {
    const reply = await client.updateMessageStatus(message.id, { status: to });
    const { data, last_seq } = await ok(client.listMessages(message.chat_id));
    const [shown] = data;
    if (outcome === 'illegal') await refused(reply, 400, 'illegal_status_change');
    else expect(await ok(reply)).toEqual(shown);
    if (outcome === 'moves') expect(shown).toMatchObject({ status: to, change_seq: message.change_seq + 1 });
    else expect(shown).toEqual(message);
    expect(last_seq).toBe(shown?.change_seq);
  }

  async function inStatus(sender: ApiClient, owner: ApiClient, chatId: number, body: object, status: Status) {
    const sent = await ok(sender.sendMessage(chatId, { ...body, status: status === 'SENT' ? 'SENT' : 'SENDING' }));
    return status === sent.status ? sent : ok(owner.updateMessageStatus(sent.id, { status }));
  }

  it.each(STEPS)("the owner's own message in a PERSONAL chat: %s → %s %s", async (from, to, outcome) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await expectStep(alice, await inStatus(alice, alice, id, { content: 'x' }, from), to, outcome);
  });

  it.each(STEPS)('an answer in a PERSONAL chat: %s → %s %s', async (from, to, outcome) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    await expectStep(alice, await inStatus(bot, alice, id, { content: 'x', is_user: false }, from), to, outcome);
  });

  it.each(STEPS)('a notice in a SYSTEM chat: %s → %s %s', async (from, to, outcome) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    await expectStep(alice, await inStatus(bot, alice, id, { content: 'x', is_user: false }, from), to, outcome);
  });

  it.each([
    ['SENDING', 'SENT', 'moves'],
    ['SENDING', 'FAILED', 'moves'],
    ['SENDING', 'SENDING', 'stays'],
    ['SENT', 'SENDING', 'stays'],
    ['SENT', 'SENT', 'stays'],
    ['SENT', 'FAILED', 'illegal'],
    ['FAILED', 'SENDING', 'moves'],
    ['FAILED', 'FAILED', 'stays'],
    ['FAILED', 'SENT', 'illegal'],
  ] as [Status, Status, string][])("the sender's own message in a GROUP: %s → %s %s", async (from, to, outcome) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    await expectStep(bob, await inStatus(bob, bob, id, { content: 'x' }, from), to, outcome);
  });

  it.each(['DELIVERED', 'READ'] as Status[])('in a GROUP nothing that is %s goes back or fails', async (status) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const sent = await ok(alice.sendMessage(id, 'x'));
    const marked = await ok(bob.updateMessageStatus(sent.id, { status }));
    expect(marked).toMatchObject({ status, change_seq: sent.change_seq + 1 });
    for (const back of ['SENDING', 'SENT'] as const) await expectStep(alice, marked, back, 'stays');
    await expectStep(alice, marked, 'FAILED', 'illegal');
    await expectStep(bob, marked, 'DELIVERED', 'stays');
  });

  it('in a GROUP the sender alone, or a service, says what became of a message', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const sending = await ok(bob.sendMessage(id, { content: 'x', status: 'SENDING' }));
    for (const status of ['SENT', 'FAILED'])
      await refused(alice.updateMessageStatus(sending.id, { status }), 400, 'sender_only');
    expect((await ok(bot.updateMessageStatus(sending.id, { status: 'FAILED' }))).status).toBe('FAILED');
    await refused(alice.updateMessageStatus(sending.id, { status: 'SENDING' }), 400, 'sender_only');
    expect((await ok(bot.updateMessageStatus(sending.id, { status: 'SENDING' }))).status).toBe('SENDING');
    const sent = await ok(bot.updateMessageStatus(sending.id, { status: 'SENT', user_id: bob.userId }));
    expect(sent).toMatchObject({ status: 'SENT', receipts: { recipients: 1, delivered: 0, read: 0 } });
  });

  it.each(['DELIVERED', 'READ'])('a service says for whom a message is %s', async (status) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    const sent = await ok(bot.sendMessage(id, { content: 'x', is_user: false }));
    await refused(bot.updateMessageStatus(sent.id, { status }), 400, 'user_id_required');
    const marked = await ok(bot.updateMessageStatus(sent.id, { status, user_id: alice.userId }));
    expect(marked.status).toBe(status);
  });

  it.each([
    ['PERSONAL', { is_user: false }, 1],
    ['PERSONAL', { is_user: true }, 0],
    ['PERSONAL', { is_user: false, message_type: 'SYSTEM' }, 0],
    ['SYSTEM', { is_user: false }, 1],
  ])('in a %s chat a message %j counts as unread while SENT or DELIVERED', async (chat_type, body, unread) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type }));
    const sent = await ok(bot.sendMessage(id, { content: 'x', ...body, status: 'SENDING' }));
    const counts: unknown[] = [];
    for (const status of ['SENDING', 'FAILED', 'SENDING', 'SENT', 'DELIVERED', 'READ']) {
      await ok(alice.updateMessageStatus(sent.id, { status }));
      const chat = await ok(alice.getChat(id));
      counts.push(chat.unread_count);
      expect(chat.last_message).toMatchObject({ id: sent.id, status });
    }
    expect(counts).toEqual([0, 0, 0, unread, unread, 0]);
  });

  it.each(['PERSONAL', 'GROUP'])(
    'is read up to a FAILED message of a %s chat, which stays as it is',
    async (chat_type) => {
      const [alice, bob] = [api.user('alice'), api.user('bob')];
      const participants = chat_type === 'GROUP' ? [bob.userId] : undefined;
      const { id } = await ok(alice.createChat({ chat_type, participants }));
      const reader = chat_type === 'GROUP' ? bob : alice;
      const asked = await ok(alice.sendMessage(id, { content: 'x', is_user: chat_type === 'GROUP' }));
      const failed = await ok(alice.sendMessage(id, { content: 'y', status: 'SENDING' }));
      await ok(alice.updateMessageStatus(failed.id, { status: 'FAILED' }));
      expect((await ok(reader.getChat(id))).unread_count).toBe(1);
      await refused(reader.updateMessageStatus(failed.id, { status: 'READ' }), 400, 'illegal_status_change');
      for (const status of ['DELIVERED', 'READ'])
        expect(await ok(reader.updateMessageStatus(failed.id, { status, up_to: true }))).toMatchObject({
          status: 'FAILED',
        });
      const { data } = await ok(alice.listMessages(id));
      expect(data.map((message) => [message.id, message.status])).toEqual([
        [asked.id, 'READ'],
        [failed.id, 'FAILED'],
      ]);
      expect((await ok(reader.getChat(id))).unread_count).toBe(0);
    },
  );

  it('is nobody else’s business', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, 'x'));
    for (const messageId of [sent.id, sent.id + 1_000_000, Number.MAX_SAFE_INTEGER])
      await refused(mallory.updateMessageStatus(messageId, { status: 'READ' }), 404, 'message_not_found');
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await refused(alice.updateMessageStatus(sent.id, { status: 'READ' }), 404, 'message_not_found');
  });

  it('goes on in an archived chat', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    for (const status of ['SENT', 'DELIVERED', 'READ'])
      expect((await ok(alice.updateMessageStatus(sent.id, { status }))).status).toBe(status);
  });

  it.each([
    [{}, 'status'],
    [{ status: null }, 'status'],
    [{ status: 'read' }, 'status'],
    [{ status: ['READ'] }, 'status'],
    [{ status: 'READ', up_to: 'yes' }, 'up_to'],
    [{ status: 'READ', colour: 'red' }, 'colour'],
  ])('refuses %j and names %s', async (body, field) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, 'x'));
    expect(Object.keys(await invalid(alice.updateMessageStatus(sent.id, body)))).toEqual([field]);
  });
});
