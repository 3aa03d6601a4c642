import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import { CommonChats } from '../../support/common-chats.js';
import { LiveFeeds } from '../../support/live-feeds.js';
import { startTwoServers, type TwoServers } from '../../support/two-servers.js';

describe('two servers with chats in common', () => {
  let servers: TwoServers;
  let live: LiveFeeds;
  beforeAll(async () => {
    servers = await startTwoServers();
    live = await LiveFeeds.on(servers.user().at(0).url);
  });
  afterAll(async () => {
    live.close();
    await servers.close();
  });

  /** `npm run bench -- chaos` has 10,000 rounds. */
  it('keep what brute force says, and tell all of it, after 200 rounds of everything at once and a purge', async () => {
    const seed = Date.now() % 1_000_000;
    const chats = await CommonChats.begin(servers, live);
    for (let nth = 0; nth < 4; nth++) {
      expect(await chats.rounds(50, seed + nth)).toBeGreaterThan(300);
      expect({ seed, nth, wrong: await chats.wrong() }).toEqual({ seed, nth, wrong: [] });
    }
    for (const times of Object.values(await chats.happened())) expect(times).toBeGreaterThan(0);
    const purge = () => servers.servers[1].app.get(RetentionService).purge();
    for (const which of ['last', 'first'] as const)
      expect({ seed, which, wrong: await chats.purge(which, purge, seed) }).toEqual({ seed, which, wrong: [] });
  }, 180_000);
});
