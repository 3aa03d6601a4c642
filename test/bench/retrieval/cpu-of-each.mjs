// Processor time of single calls: the kernel counts a process' ticks in hundredths of a second, but its time in
// nanoseconds in `schedstat`.
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** In ms for each input: of this process, of the database's connections that are open now, of both, and elapsed. */
export async function cpuOfEach(client, inputs, work) {
  const { rows } = await client.query(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`,
  );
  const postgresMs = () =>
    rows.reduce((sum, { pid }) => sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6, 0);
  const figures = { server: [], postgres: [], both: [], elapsed: [] };
  let postgresBefore = postgresMs();
  for (const input of inputs) {
    const [before, start] = [process.cpuUsage(), performance.now()];
    await work(input);
    const { user, system } = process.cpuUsage(before);
    figures.elapsed.push(performance.now() - start);
    // The connection goes to sleep only after it has answered; a running process' time is behind.
    await setImmediate();
    const postgresAfter = postgresMs();
    figures.server.push((user + system) / 1000);
    figures.postgres.push(postgresAfter - postgresBefore);
    figures.both.push((user + system) / 1000 + postgresAfter - postgresBefore);
    postgresBefore = postgresAfter;
  }
  return figures;
}
