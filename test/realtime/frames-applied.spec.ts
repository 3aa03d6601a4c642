import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CopiedFeeds } from '../support/copied-feeds.js';
import { ok } from '../support/expectations.js';
import { FeedCopy, freshlySeen } from '../support/feed-copy.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { Turns } from '../support/turns.js';
import type { Person } from '../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../support/two-servers.js';

/** Alice reads at the first server; everybody acts at both in turn. */
describe('frames alone bring a stale copy to what GET shows, after every kind of change', () => {
  let servers: TwoServers;
  let live: LiveFeeds;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(servers.user().at(0).url);
  });
  afterEach(() => live.close());

  async function begin(...others: Person[]) {
    const alice = servers.user('alice');
    const { id } = await groupOf(alice.at(0), ...others.map((person) => person.at(0)));
    return { alice, id, copies: await CopiedFeeds.of(live, alice.at(0), id), turns: new Turns(id) };
  }

  it('messages, statuses, reactions, title and chat status', async () => {
    const [bob, carol] = [servers.user('bob'), servers.user('carol')];
    const { alice, id, copies, turns } = await begin(bob, carol);
    await copies.follow([
      () => turns.send(alice, 'the title'),
      () => turns.reply(bob, 0),
      () => turns.reply(carol, 1),
      () => turns.send(alice, { content: 'waits', status: 'SENDING', client_message_id: 'mine' }),
      () => turns.mark(alice, 3, 'FAILED'),
      () => turns.mark(alice, 3, 'SENDING'),
      () => turns.mark(alice, 3, 'SENT'),
      () => ok(turns.by(bob).addReaction(turns.at(0), '👍')),
      () => ok(turns.by(carol).addReaction(turns.at(0), '👍')),
      () => ok(turns.by(bob).removeReaction(turns.at(0), '👍')),
      () => ok(turns.by(carol).removeReaction(turns.at(0), '👍')),
      () => turns.act(alice, 'rename', { title: 'New title' }),
      () => turns.send(alice, { content: 'a notice', message_type: 'SYSTEM' }),
      () => ok(turns.by(alice).updateChatStatus(id, { status: 'ARCHIVED' })),
      () => turns.mark(bob, 0, 'READ'),
      () => turns.mark(carol, 3, 'READ', true),
      () => ok(turns.by(alice).updateChatStatus(id, { status: 'ACTIVE' })),
      () => turns.send(bob, { content: 'a file', message_type: 'FILE', message_metadata: { name: 'a.txt' } }),
      () => ok(servers.service().at(0).sendMessage(id, { content: 'from outside', is_user: false })),
    ]);
    await copies.expectInStep();
  });

  it('single marks, and watermarks that pass them', async () => {
    const [bob, carol, dave] = [servers.user('bob'), servers.user('carol'), servers.user('dave')];
    const { alice, copies, turns } = await begin(bob, carol, dave);
    await copies.follow([
      ...Array.from({ length: 6 }, (_, nth) => () => turns.send(nth === 2 ? bob : alice, `message ${nth}`)),
      () => turns.mark(bob, 1, 'DELIVERED'),
      () => turns.mark(bob, 4, 'READ'),
      () => turns.mark(carol, 4, 'DELIVERED'),
      () => turns.mark(carol, 5, 'DELIVERED'),
      () => turns.mark(bob, 3, 'DELIVERED', true),
      () => turns.mark(bob, 1, 'READ', true),
      () => turns.mark(carol, 4, 'READ', true),
      () => turns.mark(carol, 5, 'READ'),
      () => turns.mark(bob, 5, 'DELIVERED', true),
      () => turns.mark(bob, 5, 'READ', true),
      () => turns.mark(alice, 2, 'DELIVERED'),
      () => turns.mark(alice, 5, 'READ', true),
      () => turns.mark(dave, 0, 'READ', true),
      () => turns.mark(carol, 5, 'DELIVERED', true),
      () => turns.send(carol, 'after all that'),
      () => turns.mark(dave, 6, 'DELIVERED', true),
      () => turns.mark(dave, 6, 'READ', true),
    ]);
    await copies.expectInStep();
  });

  it('many changes at once', async () => {
    const [bob, carol] = [servers.user('bob'), servers.user('carol')];
    const { alice, id, copies, turns } = await begin(bob, carol);
    await copies.follow([() => turns.send(alice, 'at first'), () => turns.send(bob, 'and second')]);
    await atOnce(40, (nth) => ok([alice, bob, carol][nth % 3]!.at(nth).sendMessage(id, `message ${nth}`)));
    await copies.expectInStep();
    const { data } = await ok(alice.at(0).listMessages(id, { limit: 40 }));
    await atOnce(40, async (nth) => {
      const [person, message] = [[bob, carol][nth % 2]!, data[nth]!.id];
      if (nth % 4 === 0) await ok(person.at(nth).addReaction(message, '👍'));
      else if (nth % 4 === 1)
        await ok(person.at(nth).sendMessage(id, { content: 're', parent_message_id: turns.at(0) }));
      else await ok(person.at(nth).updateMessageStatus(message, { status: 'READ', up_to: nth % 3 === 0 }));
    });
    await copies.expectInStep();
  });

  it('a chat that was deleted and restored', async () => {
    const bob = servers.user('bob');
    const { alice, id, turns } = await begin(bob);
    await turns.send(alice, 'before');
    const feeds = [await live.socket(bob.at(0)), await live.ofUser(bob.at(0))];
    const copies = await Promise.all(feeds.map((feed) => FeedCopy.of(bob.at(0), id, feed)));
    await ok(turns.by(alice).updateChatStatus(id, { status: 'DELETED' }));
    for (const feed of feeds) {
      await feed.reached(id, 2);
      const [last, ...more] = feed.changes(id).filter(({ seq }) => seq > 1);
      expect(more).toEqual([]);
      expect(last).toMatchObject({ chat_id: id, seq: 2, chat: { id, status: 'DELETED' } });
      expect([last?.messages, last?.receipts]).toEqual([undefined, undefined]);
    }
    await ok(turns.by(alice).updateChatStatus(id, { status: 'ACTIVE' }));
    for (const feed of feeds) await feed.reached(id, 3);
    // It had to be dropped, so it is asked for anew; from then on frames are enough again.
    for (const copy of copies) await copy.fetch();
    await turns.send(bob, 'after');
    await turns.mark(alice, 1, 'READ', true);
    const fresh = await freshlySeen(bob.at(0), id);
    for (const copy of copies) expect(await copy.upTo(fresh.seq)).toEqual(fresh);
  });

  it.each(['PERSONAL', 'SYSTEM'])('everything in a %s chat', async (chat_type) => {
    const [alice, bot] = [servers.user('alice'), servers.service('bot')];
    const { id } = await ok(alice.at(0).createChat({ chat_type }));
    const copies = await CopiedFeeds.of(live, alice.at(0), id);
    const turns = new Turns(id);
    await copies.follow([
      () => turns.send(bot, { content: 'a question', is_user: true }),
      () => turns.send(bot, { content: 'an answer', is_user: false, parent_message_id: turns.at(0) }),
      () => turns.send(bot, { content: 'another', is_user: false, status: 'SENDING' }),
      () => turns.mark(alice, 1, 'DELIVERED', true),
      () => turns.mark(alice, 2, 'SENT'),
      () => turns.mark(alice, 2, 'DELIVERED', true),
      () => turns.mark(alice, 1, 'READ', true),
      () => turns.mark(alice, 0, 'DELIVERED'),
      () => turns.mark(alice, 2, 'READ'),
      () => ok(turns.by(alice).addReaction(turns.at(1), '👍')),
      () => turns.reply(bot, 1),
      () => turns.mark(alice, 3, 'READ', true),
    ]);
    await copies.expectInStep();
  });
});
