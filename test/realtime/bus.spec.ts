import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AT_EAR, AT_MOUTH, BusStage } from '../support/bus-stage.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { shownChat, shownMessages } from '../support/shown-chats.js';
import type { Person } from '../support/person-of.js';

describe('two servers with BUS=pg', () => {
  let stage: BusStage;
  let live: LiveFeeds;
  let alice: Person;
  let bob: Person;
  let chatId: number;
  beforeAll(async () => {
    stage = await BusStage.set();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(stage.ear.url);
    [alice, bob] = [stage.person('alice'), stage.person('bob')];
    chatId = (await groupOf(alice.at(AT_MOUTH), bob.at(AT_MOUTH))).id;
  });
  afterEach(() => live.close());

  const send = (at: number, content: string) =>
    ok(alice.at(at).sendMessage(chatId, { content, message_type: 'IMAGE' }));
  const listen = () => Promise.all([live.socket(bob.at(AT_EAR)), live.ofChat(bob.at(AT_EAR), chatId)]);

  it.each([
    ['changes', 'from the other server'],
    ['changes that are too long for a NOTIFY', '漢'.repeat(3_000)],
  ])('hear of each other’s %s', async (_name, content) => {
    const feeds = await listen();
    await send(AT_MOUTH, 'may come together with the news of the chat');
    for (const feed of feeds) await feed.reached(chatId, 1);
    const sent = await send(AT_MOUTH, content);
    for (const feed of feeds) {
      await feed.reached(chatId, 2);
      expect(feed.changes(chatId).at(-1)).toEqual({ chat_id: chatId, seq: 2, messages: [sent] });
    }
  });

  describe('in a group of three hundred people with long names', () => {
    const crowd = Array.from({ length: 300 }, (_, nth) => `person ${nth} `.padEnd(100, 'x'));
    const carryOut = (action: string, more: object) =>
      ok(
        alice.at(AT_MOUTH).sendMessage(chatId, {
          content: action,
          message_type: 'SYSTEM',
          message_metadata: { action, ...more },
        }),
      );
    beforeEach(async () => {
      const participants = [...crowd, bob.userId];
      chatId = (await ok(alice.at(0).createChat({ chat_type: 'GROUP', participants }))).id;
    });

    it('hear of its changes', async () => {
      const feeds = await listen();
      const { id } = await carryOut('rename', { title: 'A crowd' });
      const shown = { chat: await shownChat(bob.at(0), chatId), messages: await shownMessages(bob.at(0), chatId, id) };
      expect(shown.chat.participants).toHaveLength(302);
      for (const feed of feeds) {
        await feed.reached(chatId, 1);
        expect(feed.changes(chatId).at(-1)).toEqual({ chat_id: chatId, seq: 1, ...shown });
      }
    });

    it.each([
      ['whose people are known', true],
      ['that nothing was heard of before', false],
    ])('tell a hundred who are removed of a chat %s', async (_name, isKnown) => {
      const [socket, feed] = await listen();
      if (isKnown) {
        await carryOut('rename', { title: 'A crowd' });
        await socket.reached(chatId, 1);
      }
      const { change_seq: seq } = await carryOut('remove_participants', {
        user_ids: [...crowd.slice(0, 99), bob.userId],
      });
      await feed.ended();
      await socket.reached(chatId, seq);
      for (const last of [feed.changes().at(-1), socket.changes().at(-1)]) {
        expect(last).toMatchObject({ chat_id: chatId, seq });
        expect(last?.chat?.participants.toSorted()).toEqual([alice.userId, ...crowd.slice(99)].toSorted());
        expect(last?.messages).toBeUndefined();
      }
    });
  });
});
