// npm run bench:marks: marks (W6) and reactions (W7) against one bare statement each. BENCH_ROUNDS (3) says how often;
// about two minutes a round. BENCH_BEFORE may name the program of another build, dist/apps/api/src/main.js,
// which is measured beside.
import { comparedCosts, costsOn } from './costs.mjs';
import { measure, startLoad } from './children.mjs';
import { printTable, Records, ROUNDS, say } from './figures.mjs';
import { fillChats } from './filled-chats.mjs';
import { headersOf } from './people.mjs';
import { analyze, startBare, startPostgres, startServer } from './processes.mjs';

const SECONDS = 4;
const CONNECTIONS = [16, 64];

const READ = { method: 'PATCH', path: 'status', body: { status: 'READ' } };
const READ_UP_TO = { method: 'PATCH', path: 'status', body: { status: 'READ', up_to: true } };
const REACT = { method: 'POST', path: 'reactions', body: { reaction: '👍' } };

/** Each message is changed once, so there must be enough of them; watermarks move on from one to the next. */
const SHAPE = { chats: 400, messages: 240 };
const WORKS = {
  'W6, read up to': { change: READ_UP_TO, shape: SHAPE },
  'W6, read one': { change: READ, shape: SHAPE },
  'W7, react': { change: REACT, shape: SHAPE },
  'react in one chat': { change: REACT, shape: { chats: 1, messages: 100_000 } },
};

await measure(async () => {
  const { url: databaseUrl } = await startPostgres();
  const sides = [
    { name: 'ours', server: await startServer(databaseUrl) },
    { name: 'bare', server: await startBare('bare-changer.mjs', { DATABASE_URL: databaseUrl }) },
  ];
  const before = process.env.BENCH_BEFORE;
  if (before !== undefined) sides.push({ name: 'before', server: await startServer(databaseUrl, {}, before) });
  say(`${ROUNDS} rounds, medians.`);
  const load = startLoad('closed-loop.mjs');
  const costs = await costsOn(databaseUrl);
  const records = new Records();

  const stages = [];
  for (const [work, { change, shape }] of Object.entries(WORKS))
    for (const [nth, { name, server }] of sides.entries()) {
      const prefix = `${name}-${Object.keys(WORKS).indexOf(work)}-${nth}`;
      const chats = await fillChats({ server: sides[0].server, databaseUrl, prefix, ...shape });
      const targets = chats.map(({ owner, ...ids }) => targetOf(server, owner, change, ids));
      stages.push({ work, name, server, targets, sent: 0 });
    }
  await analyze(databaseUrl);

  const run = async (stage, connections, seconds) => {
    const how = { targets: stage.targets, connections, seconds, from: stage.sent };
    const result = await costs(stage.server, () => load.ask(how));
    stage.sent += result.sent;
    return result;
  };
  for (const stage of stages) await run(stage, 64, 2);
  for (let round = 0; round < ROUNDS; round++)
    for (const connections of CONNECTIONS)
      for (const stage of round % 2 === 0 ? stages : stages.toReversed())
        records.add(`${stage.name} ${stage.work} ${connections}`, await run(stage, connections, SECONDS));
  printTable(
    'Changes, against one bare statement a change; CPU in ms a change, of the server, and of it and PostgreSQL together',
    Object.keys(WORKS).flatMap((work) => CONNECTIONS.map((connections) => row(records, work, connections))),
  );
});

function targetOf(server, owner, change, ids) {
  return { url: `${server.url}/api/v1/messages`, headers: headersOf(owner), change: { ...change, ids } };
}

function row(records, work, connections) {
  const [ours, before] = ['ours', 'before'].map((name) => records.median(`${name} ${work} ${connections}`));
  return {
    ...comparedCosts(records, 'changes', work, connections),
    ...(before.perSecond !== undefined && {
      'before: changes/s': before.perSecond,
      'gain ': ours.perSecond / before.perSecond,
      CPU: before.all,
    }),
  };
}
