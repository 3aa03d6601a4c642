// The tables, as Markdown.
import { medians, printTable, round, say } from '../figures.mjs';
import { GOALS, MOST } from './goals.mjs';
import { SIZES_OF_GROUPS } from './works/world.mjs';
import { TITLES } from './works/works.mjs';

/** @param records of each cell the rounds, in the order in which they were measured */
export function printWorks(records, works, connections) {
  const rows = works.flatMap((work) => connections.map((count) => workRow(records, work, count)));
  if (rows.length === 0) return;
  const { rest } = medians(
    works.flatMap((work) => connections.flatMap((count) => records.all(cellName('ours', work, count)))),
  );
  say(`While ours was measured, everything else, wrk or autocannon among it, took ${round(rest)} processors.`);
  printTable(
    'Requests per second, ms of CPU a request, latency in ms: medians of the rounds; ratios are medians of each round’s',
    rows,
  );
}

function workRow(records, work, connections) {
  const all = (name) => records.all(cellName(name, work, connections));
  const of = (name) => records.median(cellName(name, work, connections));
  const ratio = (base, figure) => medianRatio(all('ours'), all(base), figure);
  const [ours, same, limit] = ['ours', 'same-work', 'limit'].map(of);
  const { [connections]: [must, goal] = [], cpu } = GOALS[work];
  return {
    work: `${work} ${TITLES[work]}`,
    conns: String(connections),
    'req/s: ours': ours.perSecond,
    'same work': same.perSecond,
    limit: limit.perSecond,
    'ours / limit': ratio('limit', 'perSecond'),
    'must / goal': must === undefined ? '' : `${must} / ${goal}`,
    'ours / same work': ratio('same-work', 'perSecond'),
    'CPU ms, server: ours': ours.cpu,
    'same work ': same.cpu,
    'limit ': limit.cpu,
    'PostgreSQL: ours': ours.postgres,
    'same work  ': same.postgres,
    'limit  ': limit.postgres,
    'both, ours / limit': ratio('limit', 'all'),
    'at most': cpu,
    'p50: ours': ours.p50,
    'limit   ': limit.p50,
    'p99: ours': ours.p99,
    'limit    ': limit.p99,
  };
}

export function cellName(server, work, connections) {
  return `${server} ${work} ${connections}`;
}

export function printGroups(records, works, connections) {
  printTable(
    'GROUPs, against a chat of one of the same length: ms of CPU of server and PostgreSQL together',
    works.flatMap((work) => connections.map((count) => groupRow(records, work, count))),
  );
}

function groupRow(records, work, connections) {
  const all = (size) => records.all(cellName(size, work, connections));
  const of = (size) => records.median(cellName(size, work, connections));
  const columns = SIZES_OF_GROUPS.map((size) => [
    [`req/s: ${size}`, of(size).perSecond],
    [`CPU ms: ${size}`, of(size).all],
    [`p99: ${size}`, of(size).p99],
  ]);
  const ratios = SIZES_OF_GROUPS.slice(1).map((size) => [`${size} / 1`, medianRatio(all(size), all(1), 'all')]);
  const byKind = [0, 1, 2].flatMap((kind) => columns.map((each) => each[kind]));
  return { work, conns: String(connections), ...Object.fromEntries([...byKind, ...ratios]), 'at most': MOST.group };
}

/** Rounds beside each other, so that what disturbs one of them disturbs both. */
function medianRatio(rounds, base, figure) {
  const ratios = rounds.flatMap((round, nth) =>
    base[nth] === undefined ? [] : [{ ratio: round[figure] / base[nth][figure] }],
  );
  return medians(ratios).ratio;
}
