import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AT_EAR, AT_MOUTH, AT_MUTE, BusStage } from '../support/bus-stage.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { shownMessages } from '../support/shown-chats.js';
import type { Person } from '../support/person-of.js';
import { until } from '../support/until.js';

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

  it('when one has heard nothing for a moment: what happened meanwhile arrives', async () => {
    const [socket, feed] = await listen();
    const received = async (seq: number) => {
      await feed.reached(chatId, seq);
      await until(() => socket.events.some(({ data }) => data.chats?.some((head) => head.last_seq >= seq) ?? false));
    };
    expect(await stage.deafen()).toBe(true);
    await send(AT_MOUTH, 'while nobody listened');
    await received(1);
    expect(feed.changes().flatMap(({ messages = [] }) => messages)).toMatchObject([{ change_seq: 1 }]);
    await until(() => stage.deafen());
    await send(AT_EAR, 'at the deaf server itself');
    await feed.reached(chatId, 2);
    await socket.reached(chatId, 2);
    // Until it hears again.
    await until(async () => {
      await send(AT_MOUTH, 'do you hear?');
      return socket.changes(chatId).some(({ seq }) => seq > 2);
    });
  });

  it('when a hint is lost: the next change brings what it told, in frames without a gap', async () => {
    const [socket, feed] = await listen();
    await send(AT_MOUTH, 'heard');
    for (const each of [socket, feed]) await each.reached(chatId, 1);
    const lost = [await send(AT_MUTE, 'not heard'), await send(AT_MUTE, 'nor this')];
    const heard = await send(AT_MOUTH, 'heard again');
    for (const each of [socket, feed]) {
      await each.reached(chatId, 4);
      expect(each.changes().filter(({ seq }) => seq > 1)).toEqual([
        { chat_id: chatId, after: 1, seq: 4, messages: await shownMessages(bob.at(0), chatId, ...ids(lost), heard.id) },
      ]);
    }
  });

  it('when the hint of a new member is lost: the next change reaches them', async () => {
    const carol = stage.person('carol');
    await send(AT_MOUTH, 'before');
    const [socket, own] = [await live.socket(carol.at(AT_EAR)), await live.socket(bob.at(AT_EAR))];
    await send(AT_MOUTH, 'so that the ear knows who is in the chat');
    await own.reached(chatId, 2);
    await add(alice.at(AT_MUTE), chatId, carol.at(0));
    await send(AT_MOUTH, 'after');
    await socket.reached(chatId, 4);
    await own.reached(chatId, 4);
    expect(socket.changes()).toEqual(own.changes().filter(({ seq }) => seq > 2));
  });

  it('when the hint of a removal is lost: the next change ends it, and shows nothing of what came after', async () => {
    await send(AT_MOUTH, 'the people are known');
    const [socket, feed] = await listen();
    await send(AT_MOUTH, 'so that the ear knows them');
    for (const each of [socket, feed]) await each.reached(chatId, 2);
    const carol = stage.person('carol');
    await remove(alice.at(AT_MUTE), chatId, bob.at(0));
    await ok(act(alice.at(AT_MUTE), chatId, 'rename', { title: 'After bob' }));
    await add(alice.at(AT_MUTE), chatId, carol.at(0));
    await send(AT_MOUTH, 'after bob');
    await feed.ended();
    await socket.reached(chatId, 3);
    for (const each of [socket, feed]) {
      const [last, ...more] = each.changes().filter(({ seq }) => seq > 2);
      expect(more).toEqual([]);
      expect([last?.seq, last?.messages, last?.receipts]).toEqual([3, undefined, undefined]);
      expect(JSON.stringify(last)).not.toMatch(/After bob|carol/);
    }
  });
});

function ids(messages: readonly { readonly id: number }[]): number[] {
  return messages.map(({ id }) => id);
}
