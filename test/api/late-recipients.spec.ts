import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { add, groupOf, remove } from '../support/group-chats.js';

describe('the recipients of a message that waits SENDING', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startSending() {
    const [alice, bob, dave] = [api.user('alice'), api.user('bob'), api.user('dave')];
    const { id } = await groupOf(alice, bob);
    const sending = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    return { alice, bob, dave, id, sending };
  }

  it('are not fixed while it waits', async () => {
    const { sending } = await startSending();
    expect(sending).not.toHaveProperty('receipts');
  });

  it('include whoever joined before it became SENT', async () => {
    const { alice, dave, id, sending } = await startSending();
    await add(alice, id, dave);
    const sent = await ok(alice.updateMessageStatus(sending.id, { status: 'SENT' }));
    expect(sent.receipts).toEqual({ recipients: 2, delivered: 0, read: 0 });
    expect((await ok(dave.getChat(id))).unread_count).toBe(1);
    const read = await ok(dave.updateMessageStatus(sending.id, { status: 'READ' }));
    expect(read).toMatchObject({ status: 'READ', receipts: { recipients: 2, delivered: 1, read: 1 } });
    expect((await ok(dave.getChat(id))).unread_count).toBe(0);
  });

  it('leave out whoever left before it became SENT', async () => {
    const { alice, bob, id, sending } = await startSending();
    await remove(alice, id, bob);
    const sent = await ok(alice.updateMessageStatus(sending.id, { status: 'SENT' }));
    expect(sent.receipts).toEqual({ recipients: 0, delivered: 0, read: 0 });
  });

  it('leave them out of the counts too, though they had read on past it', async () => {
    const { alice, bob, id, sending } = await startSending();
    const later = await ok(alice.sendMessage(id, 'later'));
    await ok(bob.updateMessageStatus(later.id, { status: 'READ', up_to: true }));
    await remove(alice, id, bob);
    const sent = await ok(alice.updateMessageStatus(sending.id, { status: 'SENT' }));
    expect(sent).toMatchObject({ status: 'SENT', receipts: { recipients: 0, delivered: 0, read: 0 } });
  });

  it('stay those of the first time that it is SENT', async () => {
    const { alice, dave, id, sending } = await startSending();
    await ok(alice.updateMessageStatus(sending.id, { status: 'SENT' }));
    await add(alice, id, dave);
    const again = await ok(alice.updateMessageStatus(sending.id, { status: 'SENT' }));
    expect(again.receipts).toEqual({ recipients: 1, delivered: 0, read: 0 });
  });
});
