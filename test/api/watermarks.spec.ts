import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { allMessages, sendAll } from '../support/page-walk.js';

describe('marking everything up to a message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const statuses = async (client: ApiClient, chatId: number) =>
    (await allMessages(client, chatId)).map(({ status }) => status);

  async function startGroup() {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob, carol);
    const [one, two, own, four, five] = (await sendAll(alice, id, ['1', '2'])).concat(
      await sendAll(bob, id, ['3']),
      await sendAll(carol, id, ['4', '5']),
    );
    if (!one || !two || !own || !four || !five) throw new Error('five messages were sent');
    const upTo = (reader: ApiClient, message: { id: number }, status: string) =>
      ok(reader.updateMessageStatus(message.id, { status, up_to: true }));
    const shown = async () =>
      (await allMessages(alice, id)).map(
        ({ status, receipts }) => `${status} ${receipts?.recipients}/${receipts?.delivered}/${receipts?.read}`,
      );
    const unread = async (reader: ApiClient) => (await ok(reader.getChat(id))).unread_count;
    const lastSeq = async () => (await ok(alice.getChat(id))).last_seq;
    return { alice, bob, carol, id, one, two, own, four, five, upTo, shown, unread, lastSeq };
  }

  it('marks what is addressed to the reader, not their own and not what came later', async () => {
    const { bob, four, upTo, shown, unread, lastSeq } = await startGroup();
    const before = await lastSeq();
    expect(await unread(bob)).toBe(4);
    expect(await upTo(bob, four, 'READ')).toMatchObject({ id: four.id, status: 'READ', receipts: { read: 1 } });
    expect(await shown()).toEqual(['READ 2/1/1', 'READ 2/1/1', 'SENT 2/0/0', 'READ 2/1/1', 'SENT 2/0/0']);
    expect(await unread(bob)).toBe(1);
    expect(await lastSeq()).toBe(before + 1);
  });

  it('moves a watermark of that reader, and no message', async () => {
    const { bob, carol, id, two, four, five, upTo } = await startGroup();
    await upTo(bob, four, 'DELIVERED');
    await upTo(bob, two, 'READ');
    const changed = await ok(carol.listMessages(id, { after_seq: five.change_seq }));
    expect(changed).toMatchObject({ data: [], last_seq: five.change_seq + 2 });
    expect(changed.receipts).toEqual([{ user_id: bob.userId, delivered_up_to: four.id, read_up_to: two.id }]);
  });

  it('DELIVERED and READ move apart, and READ is DELIVERED too', async () => {
    const { bob, carol, two, four, five, upTo, shown, unread } = await startGroup();
    await upTo(bob, four, 'DELIVERED');
    expect(await shown()).toEqual([
      'DELIVERED 2/1/0',
      'DELIVERED 2/1/0',
      'SENT 2/0/0',
      'DELIVERED 2/1/0',
      'SENT 2/0/0',
    ]);
    expect(await unread(bob)).toBe(4);
    await upTo(bob, two, 'READ');
    expect(await shown()).toEqual(['READ 2/1/1', 'READ 2/1/1', 'SENT 2/0/0', 'DELIVERED 2/1/0', 'SENT 2/0/0']);
    await upTo(carol, five, 'READ');
    expect(await shown()).toEqual(['READ 2/2/2', 'READ 2/2/2', 'READ 2/1/1', 'DELIVERED 2/1/0', 'SENT 2/0/0']);
    expect([await unread(bob), await unread(carol)]).toEqual([2, 0]);
  });

  it('going backward or again changes nothing', async () => {
    const { bob, two, four, upTo, shown, lastSeq, unread } = await startGroup();
    await upTo(bob, four, 'READ');
    const before = { shown: await shown(), lastSeq: await lastSeq(), unread: await unread(bob) };
    for (const [message, status] of [
      [four, 'READ'],
      [two, 'READ'],
      [four, 'DELIVERED'],
      [two, 'DELIVERED'],
    ] as const)
      await upTo(bob, message, status);
    await ok(bob.updateMessageStatus(two.id, { status: 'READ' }));
    await ok(bob.updateMessageStatus(two.id, { status: 'DELIVERED' }));
    expect({ shown: await shown(), lastSeq: await lastSeq(), unread: await unread(bob) }).toEqual(before);
  });

  it('on one’s own message marks the others before it', async () => {
    const { bob, own, upTo, shown, unread } = await startGroup();
    expect(await upTo(bob, own, 'READ')).toMatchObject({ status: 'SENT', receipts: { recipients: 2, read: 0 } });
    expect(await shown()).toEqual(['READ 2/1/1', 'READ 2/1/1', 'SENT 2/0/0', 'SENT 2/0/0', 'SENT 2/0/0']);
    expect(await unread(bob)).toBe(2);
  });

  it('agrees with marks on single messages, in either order', async () => {
    const { bob, one, four, five, upTo, shown, unread } = await startGroup();
    await ok(bob.updateMessageStatus(one.id, { status: 'READ' }));
    await ok(bob.updateMessageStatus(five.id, { status: 'READ' }));
    expect(await unread(bob)).toBe(2);
    await upTo(bob, four, 'DELIVERED');
    expect(await shown()).toEqual(['READ 2/1/1', 'DELIVERED 2/1/0', 'SENT 2/0/0', 'DELIVERED 2/1/0', 'READ 2/1/1']);
    await upTo(bob, four, 'READ');
    expect(await shown()).toEqual(['READ 2/1/1', 'READ 2/1/1', 'SENT 2/0/0', 'READ 2/1/1', 'READ 2/1/1']);
    expect(await unread(bob)).toBe(0);
    await upTo(bob, five, 'READ');
    expect(await shown()).toEqual(['READ 2/1/1', 'READ 2/1/1', 'SENT 2/0/0', 'READ 2/1/1', 'READ 2/1/1']);
    expect(await unread(bob)).toBe(0);
  });

  it.each(['PERSONAL', 'SYSTEM'])(
    'in a %s chat marks the answers, and of questions only the one named',
    async (chat_type) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const { id } = await ok(alice.createChat({ chat_type }));
      const answer = { content: 'a', is_user: false };
      const sent = await sendAll(bot, id, ['q', answer, answer, 'q', answer]);
      const upTo = (nth: number, status: string) =>
        ok(alice.updateMessageStatus(sent[nth]?.id ?? 0, { status, up_to: true }));
      expect((await upTo(2, 'READ')).status).toBe('READ');
      expect(await statuses(alice, id)).toEqual(['SENT', 'READ', 'READ', 'SENT', 'SENT']);
      expect((await ok(alice.getChat(id))).unread_count).toBe(1);
      expect((await upTo(3, 'DELIVERED')).status).toBe('DELIVERED');
      expect((await upTo(4, 'DELIVERED')).status).toBe('DELIVERED');
      expect(await statuses(alice, id)).toEqual(['SENT', 'READ', 'READ', 'DELIVERED', 'DELIVERED']);
      expect((await ok(alice.getChat(id))).unread_count).toBe(1);
      expect((await upTo(4, 'READ')).status).toBe('READ');
      expect(await statuses(alice, id)).toEqual(['SENT', 'READ', 'READ', 'DELIVERED', 'READ']);
      expect(await ok(alice.getChat(id))).toMatchObject({ unread_count: 0, last_message: { status: 'READ' } });
    },
  );

  it('leaves what is SENDING or FAILED as it is', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const sending = { content: 'x', status: 'SENDING' };
    const [, failed, last] = await sendAll(alice, id, [sending, sending, 'x']);
    await ok(alice.updateMessageStatus(failed?.id ?? 0, { status: 'FAILED' }));
    await ok(bob.updateMessageStatus(last?.id ?? 0, { status: 'READ', up_to: true }));
    expect(await statuses(alice, id)).toEqual(['SENDING', 'FAILED', 'READ']);
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
  });
});
