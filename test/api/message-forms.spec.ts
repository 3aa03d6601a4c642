import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { exportedMessages } from '../support/exported-messages.js';
import { edit, groupOf, takeBack } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';

describe('a message that is edited, then deleted, in every form in which it is shown', () => {
  let receiver: WebhookReceiver;
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), ...receiver.settings });
    live = await LiveFeeds.on(api.url);
  });
  afterAll(async () => {
    live.close();
    await api.close();
    await receiver.close();
  });

  /** As the answer to a request shows it. */
  async function answers(reader: ApiClient, { chat_id, id }: MessageDto): Promise<Record<string, MessageDto>> {
    const one = (data: readonly MessageDto[]) => data.find((message) => message.id === id)!;
    const { data: latest } = await ok(reader.listMessages(chat_id));
    const { data: around } = await ok(reader.listMessages(chat_id, { around: id }));
    const { data: synced } = await ok(reader.listMessages(chat_id, { after_seq: 0 }));
    const { data: ofType } = await ok(reader.listMessages(chat_id, { message_type: 'TEXT' }));
    return {
      latest: one(latest),
      around: one(around),
      synced: one(synced),
      ofType: one(ofType),
      exported: one((await exportedMessages(reader, chat_id)).messages),
    };
  }

  it('is the same everywhere, and so is the preview of the list', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id: chatId } = await groupOf(alice, bob);
    const sent = await ok(alice.sendMessage(chatId, { content: 'First words', client_message_id: 'key' }));
    const feeds = {
      chat: await live.ofChat(bob, chatId),
      user: await live.ofUser(bob),
      socket: await live.socket(bob),
      everything: await live.ofUser(api.service()),
    };
    const told = async (seq: number) => {
      const frames: Record<string, MessageDto | undefined> = {};
      for (const [name, feed] of Object.entries(feeds)) {
        await feed.reached(chatId, seq);
        const change = feed.changes(chatId).find((one) => one.seq === seq);
        frames[name] = change?.messages?.find(({ id }) => id === sent.id);
      }
      return frames;
    };
    for (const change of [() => edit(alice, sent, 'Other words'), () => takeBack(alice, sent)]) {
      await ok(change());
      const now = (await answers(bob, sent))['latest']!;
      const repeated = await ok(alice.sendMessage(chatId, { content: 'First words', client_message_id: 'key' }));
      await until(() => receiver.knows(chatId) === now.change_seq);
      const webhook = receiver
        .taken(chatId)
        .at(-1)!
        .messages!.find(({ id }) => id === sent.id);
      const forms = { ...(await answers(bob, sent)), ...(await told(now.change_seq)), webhook, repeated };
      for (const [form, message] of Object.entries(forms)) expect([form, message]).toEqual([form, now]);

      const { sender_id, is_user, message_type, status, content, created_at, edited_at, deleted_at } = now;
      const preview = { id: now.id, sender_id, is_user, message_type, status, content, created_at };
      const rewritten = { ...(edited_at && { edited_at }), ...(deleted_at && { deleted_at }) };
      expect(Object.keys(rewritten)).not.toEqual([]);
      const { data } = await ok(bob.listChats());
      const { data: every } = await ok(api.service().listChats());
      for (const chat of [data[0]!, every.find(({ id }) => id === chatId)!, await ok(bob.getChat(chatId))])
        expect(chat.last_message).toEqual({ ...preview, ...rewritten });
    }
  });
});
