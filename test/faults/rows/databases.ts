import { until } from '../../support/until.js';
import type { FaultStage } from '../fault-stage.js';
import type { FaultRow } from '../fault-table.js';
import { query } from '../running-postgres.js';
import { underLoad } from '../under-load.js';

/** PostgreSQL is killed with all its processes, stays away for a moment, and comes back. */
export function postgresKilled(stage: FaultStage, times: number): Promise<FaultRow> {
  return underLoad(stage, { fault: 'kill -9 of PostgreSQL', times }, async ({ senders }) => {
    const before = senders.count(503);
    await stage.killPostgres();
    await until(() => senders.count(503) > before);
    await stage.startPostgres();
    return [];
  });
}

const CHECKPOINTER = `SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`;
const OF_US = `FROM pg_stat_activity WHERE application_name LIKE 'chat-system-api%'`;

/** All connections are ended by the server, and then one by a crash of its process, under a statement. */
export function backendsKilled(stage: FaultStage, times: number): Promise<FaultRow> {
  // PostgreSQL ends all connections after a crash, also ours.
  const ask = (sql: string) => query(stage.databaseUrl, sql).catch(() => []);
  const checkpointer = async () => (await ask(CHECKPOINTER))[0]?.['pid'];
  return underLoad(stage, { fault: 'backends terminated, then one killed', times }, async () => {
    await ask(`SELECT pg_terminate_backend(pid) ${OF_US}`);
    let busy: unknown;
    await until(async () => (busy = (await ask(`SELECT pid ${OF_US} AND state = 'active'`))[0]?.['pid']) !== undefined);
    const before = await checkpointer();
    process.kill(busy as number, 'SIGKILL');
    // It comes back with other processes.
    await until(async () => ![before, undefined].includes(await checkpointer()));
    return [];
  });
}

const STATES = ['refusing', 'hanging', 'slow', 'cut'] as const;

/** Everything that a network does, one after the other. */
export function networkFaults(stage: FaultStage, times: number): Promise<FaultRow> {
  const { network } = stage;
  const fault = `network ${STATES.join(', ')}`;
  return underLoad(stage, { fault, times: times * STATES.length }, async ({ nth, senders }) => {
    const state = STATES[nth % STATES.length] ?? 'cut';
    const before = senders.count(503);
    if (state === 'cut') network.cut();
    else {
      network.be(state);
      if (state === 'refusing') network.cut();
      if (state === 'slow') await senders.acknowledge(10);
      else await until(() => senders.count(503) >= before + 8);
      network.be('steady');
    }
    await senders.allAcknowledged();
    const most = stage.mostConnections;
    await until(() => network.open <= most);
    await until(async () => (await stage.connections()) <= most);
    return [];
  });
}
