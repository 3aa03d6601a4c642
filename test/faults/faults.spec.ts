import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultStage } from './fault-stage.js';
import { wrongIn } from './fault-table.js';
import { backendsKilled, networkFaults, postgresKilled } from './rows/databases.js';
import { clientsCut, reconnects } from './rows/listeners.js';
import { identicalSends, serversKilled, serversTerminated } from './rows/servers.js';

/** `npm run bench -- faults` makes more of each, and of other kinds, and shows the figures. */
describe('under load', () => {
  let stage: FaultStage;
  beforeAll(async () => {
    stage = await FaultStage.start(Date.now() % 1_000_000);
  }, 120_000);
  afterAll(() => stage.close(), 60_000);

  it.each([
    ['connections to the database that are broken', () => backendsKilled(stage, 1)],
    ['a network that refuses, hangs, slows and cuts', () => networkFaults(stage, 1)],
    ['a PostgreSQL that is killed', () => postgresKilled(stage, 1)],
    ['a server that is killed', () => serversKilled(stage, 1)],
    ['a server that is ended', () => serversTerminated(stage, 1)],
    ['a hundred identical sends at once', () => identicalSends(stage, 1)],
    ['listeners whose connection is cut', () => reconnects(stage, 20)],
    ['connections of clients that are cut', () => clientsCut(stage, 3)],
  ])(
    '%s cost no message and no server, and everybody is served again',
    async (_fault, make) => {
      expect(wrongIn(await make())).toEqual([]);
    },
    120_000,
  );
});
