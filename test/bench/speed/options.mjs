// The command's options.
import { parseArgs } from 'node:util';
import { WORKS } from './works/works.mjs';

export const USAGE = `npm run bench -- speed [options]
  --quick          16 connections, 2 rounds of 2 s: about five minutes, once the data are there
  --work W1,W2     some of ${WORKS.join(', ')}, groups; all by default
  --conns 16,64    connections
  --rounds 3       of each measurement, in turns; medians are shown
  --seconds 3      of each measurement, after one to warm up
  --growth         instead: how costs grow with the data (makes three more databases)
  --fresh          makes the data again
Data: BENCH_DATABASE_URL, a superuser's of a PostgreSQL on this machine; or else one of our own in BENCH_DATA (data/bench).`;

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      work: { type: 'string', default: [...WORKS, 'groups'].join(',') },
      conns: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const { quick, growth, fresh, help } = values;
  const works = values.work.split(',');
  const unknown = works.find((work) => work !== 'groups' && !WORKS.includes(work));
  if (unknown !== undefined) throw new Error(`there is no work ${unknown}\n${USAGE}`);
  return {
    help,
    growth,
    fresh,
    works: works.filter((work) => work !== 'groups'),
    hasGroups: works.includes('groups'),
    connections: (values.conns ?? (quick ? '16' : '16,64')).split(',').map(number),
    rounds: number(values.rounds ?? (quick ? '2' : '3')),
    seconds: number(values.seconds ?? (quick ? '2' : '3')),
  };
}

function number(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is no number of anything\n${USAGE}`);
  return value;
}
