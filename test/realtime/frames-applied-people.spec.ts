import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from '@jest/globals';
import { CopiedFeeds } from '../support/copied-feeds.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { Turns } from '../support/turns.js';
import type { Person } from '../support/person-of.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';

/** Alice reads at the first server; everybody acts at both in turn. */
describe('frames alone bring a stale copy to what GET shows, of a group in which people come and go', () => {
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

  it('people who come, leave and come back, and mark what was not addressed to them too', async () => {
    const [bob, carol, dave] = [servers.user('bob'), servers.user('carol'), servers.user('dave')];
    const { alice, copies, turns } = await begin(bob, carol);
    await copies.follow([
      () => turns.send(alice, '0: before dave'),
      () => turns.send(bob, '1: before dave'),
      () => turns.add(alice, dave),
      () => turns.send(alice, '3: to dave too'),
      () => turns.mark(dave, 1, 'READ', true),
      () => turns.mark(dave, 3, 'READ', true),
      () => turns.mark(bob, 0, 'READ'),
      () => turns.remove(alice, bob),
      () => turns.send(alice, '5: without bob'),
      () => turns.mark(carol, 5, 'DELIVERED', true),
      () => turns.add(alice, bob),
      () => turns.send(carol, '7: with bob again'),
      () => turns.mark(bob, 7, 'DELIVERED', true),
      () => turns.mark(bob, 5, 'READ', true),
      () => turns.mark(bob, 7, 'READ', true),
      () => turns.act(dave, 'leave'),
      () => turns.send(alice, '9: without dave'),
      () => turns.act(bob, 'leave'),
      () => turns.add(alice, dave, bob),
      () => turns.send(alice, '12: to everybody'),
      () => turns.mark(dave, 12, 'READ', true),
      () => turns.mark(bob, 12, 'DELIVERED', true),
      () => turns.mark(carol, 12, 'READ', true),
    ]);
    await copies.expectInStep();
    await turns.remove(alice, dave);
    await copies.expectInStep();
  });

  it('messages that are confirmed after somebody has come or gone', async () => {
    const [bob, carol, dave] = [servers.user('bob'), servers.user('carol'), servers.user('dave')];
    const { alice, copies, turns } = await begin(bob, carol);
    await copies.follow([
      () => turns.send(alice, 'at first'),
      () => turns.send(alice, { content: '1: confirmed late', status: 'SENDING' }),
      () => turns.send(bob, { content: '2: confirmed later', status: 'SENDING' }),
      () => turns.send(alice, { content: '3: failed meanwhile', status: 'SENDING' }),
      () => turns.mark(alice, 3, 'FAILED'),
      () => turns.add(alice, dave),
      () => turns.mark(alice, 1, 'SENT'),
      () => turns.mark(dave, 4, 'READ', true),
      () => turns.mark(carol, 4, 'READ', true),
      () => turns.remove(alice, carol),
      () => turns.mark(bob, 2, 'SENT'),
      () => turns.mark(alice, 3, 'SENDING'),
      () => turns.mark(alice, 3, 'SENT'),
      () => turns.send(alice, '6: the last'),
      () => turns.mark(bob, 6, 'READ', true),
      () => turns.mark(dave, 6, 'READ', true),
      () => turns.add(alice, carol),
      () => turns.mark(carol, 7, 'READ', true),
    ]);
    await copies.expectInStep();
  });
});
