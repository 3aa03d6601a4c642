import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultStage } from './fault-stage.js';
import { type FaultRow, toTable, wrongIn } from './fault-table.js';
import { backendsKilled, networkFaults, postgresKilled } from './rows/databases.js';

/** `npm run test:faults` makes more of each, and of other kinds. */
describe('under load', () => {
  let stage: FaultStage;
  const rows: FaultRow[] = [];
  beforeAll(async () => {
    stage = await FaultStage.start(Date.now() % 1_000_000);
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    process.stdout.write(toTable(rows));
  }, 60_000);

  it.each([
    ['connections that are broken', () => backendsKilled(stage, 1)],
    ['a network that refuses, hangs, slows and cuts', () => networkFaults(stage, 1)],
    ['a PostgreSQL that is killed', () => postgresKilled(stage, 1)],
  ])(
    '%s cost 503s, no server and no message',
    async (_fault, make) => {
      const row = await make();
      rows.push(row);
      expect(wrongIn(row)).toEqual([]);
    },
    120_000,
  );
});
