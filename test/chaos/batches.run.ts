import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import { CommonChats } from '../support/common-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';

const { BATCH_ROUNDS = '10000', BATCH_SEED } = process.env;
const seed = Number(BATCH_SEED ?? Date.now() % 1_000_000);
/** Rounds in the same chats, of which all is read in the end. */
const IN_THE_SAME = 50;

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

  it(`keep what brute force says, and tell all of it, ${BATCH_ROUNDS} times`, async () => {
    process.stdout.write(`BATCH_SEED=${seed}\n`);
    let tried = 0;
    for (let nth = 0; nth < Number(BATCH_ROUNDS) / IN_THE_SAME; nth++) {
      const chats = await CommonChats.begin(servers, live);
      tried += await chats.rounds(IN_THE_SAME, seed + nth);
      expect({ seed: seed + nth, wrong: await chats.wrong() }).toEqual({ seed: seed + nth, wrong: [] });
      const purge = () => servers.servers[nth % 2]!.app.get(RetentionService).purge();
      for (const which of ['last', 'first'] as const) {
        const wrong = await chats.purge(which, purge, seed + nth);
        expect({ seed: seed + nth, which, wrong }).toEqual({ seed: seed + nth, which, wrong: [] });
      }
      live.close();
    }
    process.stdout.write(`${JSON.stringify({ tried })}\n`);
  });
});
