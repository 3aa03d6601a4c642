import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { freshly, SyncedChat } from '../support/synced-chat.js';

describe('a copy that is kept by after_seq', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Holds the copies against a fresh look after each step; the last copy waits until the end. */
  async function expectInStep(reader: ApiClient, chatId: number, steps: readonly (() => Promise<unknown>)[]) {
    const copyBy = (limit: number) => new SyncedChat([reader], chatId, [limit]);
    const copies = [copyBy(100), copyBy(1)];
    const [sleeper, waking] = [copyBy(2), copyBy(1)];
    await sleeper.pull();
    for (const [nth, step] of steps.entries()) {
      const { last_seq } = await ok(reader.getChat(chatId));
      await step();
      const fresh = await freshly(reader, chatId);
      expect(fresh.lastSeq).toBe(last_seq + 1);
      for (const copy of copies) expect(await copy.pull()).toEqual(fresh);
      if (nth % 5 === 4) expect(await waking.pull()).toEqual(fresh);
    }
    expect(await sleeper.pull()).toEqual(await freshly(reader, chatId));
  }

  it('equals a fresh look after every kind of change in a GROUP', async () => {
    const [alice, bob, carol, dave] = [api.user('alice'), api.user('bob'), api.user('carol'), api.user('dave')];
    const { id } = await groupOf(alice, bob, carol);
    const sent: MessageDto[] = [];
    const keep = async (reply: Promise<Reply<MessageDto>>) => sent.push(await ok(reply));
    const at = (nth: number) => sent[nth]?.id ?? 0;
    const mark = (client: ApiClient, nth: number, status: string, up_to = false) =>
      ok(client.updateMessageStatus(at(nth), { status, up_to }));
    await expectInStep(alice, id, [
      () => keep(alice.sendMessage(id, 'the title')),
      () => keep(bob.sendMessage(id, { content: 're', parent_message_id: at(0) })),
      () => keep(alice.sendMessage(id, { content: 'waits', status: 'SENDING' })),
      () => mark(bob, 0, 'DELIVERED'),
      () => mark(alice, 2, 'FAILED'),
      () => mark(carol, 1, 'DELIVERED', true),
      () => mark(alice, 2, 'SENDING'),
      () => ok(bob.addReaction(at(0), '👍')),
      () => mark(alice, 2, 'SENT'),
      () => ok(carol.addReaction(at(0), '👍')),
      () => mark(carol, 1, 'READ', true),
      () => ok(act(alice, id, 'rename', { title: 'New title' })),
      () => mark(bob, 0, 'READ'),
      () => ok(bob.removeReaction(at(0), '👍')),
      () => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' })),
      () => mark(alice, 1, 'READ', true),
      () => ok(alice.updateChatStatus(id, { status: 'ACTIVE' })),
      () => keep(carol.sendMessage(id, { content: 're re', parent_message_id: at(1) })),
      () => mark(carol, 2, 'READ', true),
      () => remove(alice, id, bob),
      () => add(alice, id, dave),
      () => keep(dave.sendMessage(id, { content: 're', parent_message_id: at(0) })),
      () => ok(act(dave, id, 'leave')),
      () => ok(alice.sendMessage(id, { content: 'a notice', message_type: 'SYSTEM' })),
    ]);
  });

  it('equals a fresh look after every kind of change in a PERSONAL chat', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    const sent: MessageDto[] = [];
    const send = async (client: ApiClient, body: object) => sent.push(await ok(client.sendMessage(id, body)));
    const mark = (nth: number, status: string, up_to = false) =>
      ok(alice.updateMessageStatus(sent[nth]?.id ?? 0, { status, up_to }));
    await expectInStep(alice, id, [
      () => send(alice, { content: 'a question' }),
      () => send(bot, { content: 'an answer', is_user: false, parent_message_id: sent[0]?.id }),
      () => send(bot, { content: 'another', is_user: false, status: 'SENDING' }),
      () => mark(1, 'DELIVERED', true),
      () => mark(2, 'SENT'),
      () => mark(1, 'READ', true),
      () => mark(0, 'DELIVERED'),
      () => mark(2, 'READ'),
      () => ok(alice.addReaction(sent[1]?.id ?? 0, '👍')),
    ]);
  });
});
