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

/** One connection after the other is broken under a statement: by the server, and by a crash of its process. */
export function backendsKilled(stage: FaultStage, times: number): Promise<FaultRow> {
  const ofUs = `FROM pg_stat_activity WHERE application_name LIKE 'chat-system-api%'`;
  return underLoad(stage, { fault: 'backends terminated, then one killed', times }, async () => {
    await query(stage.databaseUrl, `SELECT pg_terminate_backend(pid) ${ofUs}`);
    await until(async () => (await query(stage.databaseUrl, `SELECT pid ${ofUs} AND state = 'active'`)).length > 0);
    const rows = await query(stage.databaseUrl, `SELECT pid ${ofUs} ORDER BY state = 'active' DESC LIMIT 1`);
    // PostgreSQL ends all others then, and recovers.
    for (const { pid } of rows) process.kill(pid as number, 'SIGKILL');
    await until(() =>
      query(stage.databaseUrl, 'SELECT 1').then(
        () => true,
        () => false,
      ),
    );
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
