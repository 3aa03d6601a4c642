// What requests cost in processor time.
import pg from 'pg';
import { cpuMs, cpuMsOfFamily, parentOf } from './process-figures.mjs';

/** Measures runs against servers on one database: each adds CPU in ms a request, of the server, and of PostgreSQL too. */
export async function costsOn(databaseUrl) {
  const postmaster = await findPostmaster(databaseUrl);
  return async (server, run) => {
    const [cpu, postgresCpu] = [await cpuMs(server.pid), await cpuMsOfFamily(postmaster)];
    const result = await run();
    const spent = (await cpuMs(server.pid)) - cpu;
    const spentByPostgres = (await cpuMsOfFamily(postmaster)) - postgresCpu;
    return { ...result, cpu: spent / result.sent, all: (spent + spentByPostgres) / result.sent };
  };
}

/** A line of a table: what was recorded of `ours` and `bare` for this work. */
export function comparedCosts(records, things, work, connections) {
  const [ours, bare] = ['ours', 'bare'].map((name) => records.median(`${name} ${work} ${connections}`));
  return {
    work,
    connections: String(connections),
    [`${things}/s: ours`]: ours.perSecond,
    bare: bare.perSecond,
    ratio: ours.perSecond / bare.perSecond,
    'CPU server: ours': ours.cpu,
    'bare ': bare.cpu,
    'CPU in all: ours': ours.all,
    'bare  ': bare.all,
    'ratio ': ours.all / bare.all,
  };
}

async function findPostmaster(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const postmaster = await parentOf(rows[0].pid);
  await client.end();
  return postmaster;
}
