import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis } from '../chaos/redis-server.js';
import { FaultStage } from './fault-stage.js';
import { type FaultRow, toTable, wrongIn } from './fault-table.js';
import { backendsKilled, networkFaults, postgresKilled } from './rows/databases.js';
import { clientsCut, reconnects, stalledListeners } from './rows/listeners.js';
import { redisFaults } from './rows/redis.js';
import { modelFaults, workersKilled } from './rows/replies.js';
import { identicalSends, serversKilled, serversTerminated } from './rows/servers.js';

const { FAULTS_SEED } = process.env;
const seed = Number(FAULTS_SEED ?? Date.now() % 1_000_000);
/** Longest that an answer may take, and that a server which lives may take to serve again, in seconds. */
const ANSWERS_WITHIN = 6;
const READY_WITHIN = 5;

describe('faults under load', () => {
  const rows: FaultRow[] = [];
  let stage: FaultStage;
  beforeAll(async () => {
    process.stdout.write(`FAULTS_SEED=${seed}\n`);
    stage = await FaultStage.start(seed);
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    process.stdout.write(toTable(rows));
  }, 60_000);

  const judge = async (making: Promise<FaultRow>) => {
    const row = await making;
    rows.push(row);
    expect(wrongIn(row)).toEqual([]);
    return row;
  };

  /** How soon one that was killed has started again depends on the machine, which the load keeps busy: it is shown. */
  it('a server is killed', () => judge(serversKilled(stage, 20)));

  it.each([
    ['PostgreSQL is killed', () => postgresKilled(stage, 10)],
    ['connections to the database are broken', () => backendsKilled(stage, 5)],
    ['the network to the database is cut, slow, or hangs', () => networkFaults(stage, 5)],
    ['a hundred identical sends come at once', () => identicalSends(stage, 3)],
    ['a listener stops reading', () => stalledListeners(stage, 3)],
    ['listeners reconnect', () => reconnects(stage, 1_000)],
    ['connections of clients are cut', () => clientsCut(stage, 50)],
    ['servers are ended', () => serversTerminated(stage, 5)],
  ])('%s', async (_fault, make) => {
    const { readySeconds, slowestSeconds } = await judge(make());
    expect(readySeconds).toBeLessThanOrEqual(READY_WITHIN);
    expect(slowestSeconds).toBeLessThanOrEqual(ANSWERS_WITHIN);
  });

  it('a worker is killed while it streams', () => judge(workersKilled(seed, 10)));

  it('a model misbehaves', () => judge(modelFaults(1)));

  it('Redis is lost', () => (hasRedis ? judge(redisFaults(seed, 3)) : Promise.resolve()));
});
