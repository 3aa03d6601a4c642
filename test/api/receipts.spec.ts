import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { allMessages } from '../support/page-walk.js';

/** Status, recipients, delivered, read. */
const told = ({ status, receipts }: MessageDto) =>
  `${status} ${receipts?.recipients}/${receipts?.delivered}/${receipts?.read}`;

describe('receipts in a GROUP', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startGroup() {
    const [alice, bob, carol, dave] = [api.user('alice'), api.user('bob'), api.user('carol'), api.user('dave')];
    const { id } = await groupOf(alice, bob, carol);
    const mark = (reader: ApiClient, message: MessageDto, status: string) =>
      ok(reader.updateMessageStatus(message.id, { status }));
    const stored = async (message: MessageDto) => {
      const found = (await allMessages(alice, id)).find((one) => one.id === message.id);
      if (found === undefined) throw new Error(`message ${message.id} is gone`);
      return found;
    };
    return { alice, bob, carol, dave, id, mark, stored };
  }

  it('are kept per reader: the status is the furthest that any has reached, READ is DELIVERED too', async () => {
    const { alice, bob, carol, id, mark } = await startGroup();
    const sent = await ok(alice.sendMessage(id, 'x'));
    expect(told(sent)).toBe('SENT 2/0/0');
    expect(told(await mark(bob, sent, 'DELIVERED'))).toBe('DELIVERED 2/1/0');
    expect(told(await mark(carol, sent, 'READ'))).toBe('READ 2/2/1');
    expect(told(await mark(bob, sent, 'READ'))).toBe('READ 2/2/2');
    expect((await ok(alice.getChat(id))).last_message?.status).toBe('READ');
  });

  it.each([
    ['bob DELIVERED', 'bob READ', 'carol DELIVERED'],
    ['bob DELIVERED', 'carol DELIVERED', 'bob READ'],
    ['bob READ', 'bob DELIVERED', 'carol DELIVERED'],
    ['bob READ', 'carol DELIVERED', 'bob DELIVERED'],
    ['carol DELIVERED', 'bob DELIVERED', 'bob READ'],
    ['carol DELIVERED', 'bob READ', 'bob DELIVERED'],
  ])('end alike in any order: %s, %s, %s', async (...reports) => {
    const { alice, id, stored, mark, ...readers } = await startGroup();
    const sent = await ok(alice.sendMessage(id, 'x'));
    for (const report of [...reports, ...reports]) {
      const [name, status = ''] = report.split(' ');
      await mark(readers[name as 'bob' | 'carol'], sent, status);
    }
    expect(told(await stored(sent))).toBe('READ 2/2/1');
    const { unread_count: ofBob } = await ok(readers.bob.getChat(id));
    const { unread_count: ofCarol } = await ok(readers.carol.getChat(id));
    expect([ofBob, ofCarol]).toEqual([0, 1]);
  });

  it('many at once are all counted', async () => {
    const alice = api.user('alice');
    const readers = Array.from({ length: 12 }, () => api.user('reader'));
    const { id } = await groupOf(alice, ...readers);
    const sent = await ok(alice.sendMessage(id, 'x'));
    const status = 'READ';
    await Promise.all(
      readers.map((reader, nth) => ok(reader.updateMessageStatus(sent.id, { status, up_to: nth % 2 === 0 }))),
    );
    expect((await allMessages(alice, id)).map(told)).toEqual(['READ 12/12/12']);
    expect((await ok(alice.getChat(id))).last_seq).toBe(sent.change_seq + 12);
  });

  it.each(['DELIVERED', 'READ'])('%s on one’s own message changes nothing', async (status) => {
    const { alice, bob, id, mark, stored } = await startGroup();
    for (const first of ['SENT', 'SENDING']) {
      const sent = await ok(bob.sendMessage(id, { content: 'x', status: first }));
      expect(await mark(bob, sent, status)).toEqual(sent);
      expect(await stored(sent)).toEqual(sent);
      expect((await ok(alice.getChat(id))).last_seq).toBe(sent.change_seq);
    }
  });

  it('a message of a service goes to every participant', async () => {
    const { alice, bob, id, mark } = await startGroup();
    const sent = await ok(api.service('bot').sendMessage(id, { content: 'x', is_user: false }));
    expect(told(sent)).toBe('SENT 3/0/0');
    expect(told(await mark(alice, sent, 'READ'))).toBe('READ 3/1/1');
    expect(told(await mark(bob, sent, 'DELIVERED'))).toBe('READ 3/2/1');
  });

  it('a service reports for the readers', async () => {
    const { alice, bob, carol, id } = await startGroup();
    const bot = api.service('bot');
    const sent = await ok(alice.sendMessage(id, 'x'));
    await ok(bot.updateMessageStatus(sent.id, { status: 'READ', user_id: bob.userId }));
    const last = await ok(
      bot.updateMessageStatus(sent.id, { status: 'DELIVERED', user_id: carol.userId, up_to: true }),
    );
    expect(told(last)).toBe('READ 2/2/1');
  });

  it('a person who joins later is no recipient of what was sent before', async () => {
    const { alice, bob, dave, id, mark, stored } = await startGroup();
    const sent = await ok(alice.sendMessage(id, 'x'));
    await add(alice, id, dave);
    const { last_seq } = await ok(alice.getChat(id));
    expect(told(await mark(dave, sent, 'READ'))).toBe('SENT 2/0/0');
    expect((await ok(alice.getChat(id))).last_seq).toBe(last_seq);
    const next = await ok(alice.sendMessage(id, 'y'));
    await ok(dave.updateMessageStatus(next.id, { status: 'READ', up_to: true }));
    expect([told(await stored(sent)), told(await stored(next))]).toEqual(['SENT 2/0/0', 'READ 3/1/1']);
    expect(told(await mark(bob, sent, 'DELIVERED'))).toBe('DELIVERED 2/1/0');
  });

  it('a person who left stays a recipient of what was sent to them, and what they read stays read', async () => {
    const { alice, bob, carol, id, mark, stored } = await startGroup();
    const sent = await ok(alice.sendMessage(id, 'x'));
    await mark(carol, sent, 'READ');
    await ok(act(carol, id, 'leave'));
    await remove(alice, id, bob);
    expect(told(await stored(sent))).toBe('READ 2/1/1');
    expect(told(await ok(alice.sendMessage(id, 'y')))).toBe('SENT 0/0/0');
  });

  it('what was said while somebody was away was not sent to them', async () => {
    const { alice, bob, carol, id, mark, stored } = await startGroup();
    const first = await ok(alice.sendMessage(id, 'x'));
    await remove(alice, id, carol);
    const meanwhile = await ok(alice.sendMessage(id, 'y'));
    await add(alice, id, carol);
    expect(told(meanwhile)).toBe('SENT 1/0/0');
    expect(told(await mark(carol, meanwhile, 'READ'))).toBe('SENT 1/0/0');
    const last = await ok(bob.sendMessage(id, 'z'));
    await ok(carol.updateMessageStatus(last.id, { status: 'READ', up_to: true }));
    expect([told(await stored(first)), told(await stored(meanwhile)), told(await stored(last))]).toEqual([
      'READ 2/1/1',
      'SENT 1/0/0',
      'READ 2/1/1',
    ]);
  });

  it('a person who left before a message became SENT is no recipient, though they had read on past it', async () => {
    const { alice, bob, id, mark } = await startGroup();
    const sending = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    const later = await ok(alice.sendMessage(id, 'y'));
    await ok(bob.updateMessageStatus(later.id, { status: 'READ', up_to: true }));
    await remove(alice, id, bob);
    expect(told(await mark(alice, sending, 'SENT'))).toBe('SENT 1/0/0');
  });

  it('go on in an archived chat', async () => {
    const { alice, bob, id, mark } = await startGroup();
    const sent = await ok(alice.sendMessage(id, 'x'));
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect(told(await mark(bob, sent, 'READ'))).toBe('READ 2/1/1');
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
  });

  it('other chats count none', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    for (const chat_type of ['PERSONAL', 'SYSTEM']) {
      const { id } = await ok(alice.createChat({ chat_type }));
      const sent = await ok(bot.sendMessage(id, { content: 'x', is_user: false }));
      expect(await ok(alice.updateMessageStatus(sent.id, { status: 'READ' }))).not.toHaveProperty('receipts');
    }
  });
});
