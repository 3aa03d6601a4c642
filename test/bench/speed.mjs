// npm run bench -- speed: our server against two baselines on two million messages, in turns. See docs/performance.md.
import { measure } from './children.mjs';
import { Records, say } from './figures.mjs';
import { compareAnswers } from './speed/answers.mjs';
import { measureCell, requestsNeeded } from './speed/cell.mjs';
import { prepareData } from './speed/dataset/databases.mjs';
import { measureGrowth } from './speed/growth.mjs';
import { openLoad } from './speed/load/load.mjs';
import { measureServer } from './speed/memory.mjs';
import { readOptions, USAGE } from './speed/options.mjs';
import { openPostgres, refuseUnlessDurable, warm } from './speed/postgres.mjs';
import { findPostmaster } from './speed/processor.mjs';
import { cellName, printGroups, printWorks } from './speed/report.mjs';
import { startBaseline, startOurs } from './speed/servers.mjs';
import { openSettling } from './speed/settle.mjs';
import { freshMessages } from './speed/works/fresh.mjs';
import { GROUP_WORKS, groupRequests } from './speed/works/groups.mjs';
import { randomFrom, seedOf } from './speed/works/random.mjs';
import { freshNeeded, requestsOf } from './speed/works/works.mjs';
import { SIZES_OF_GROUPS, World } from './speed/works/world.mjs';

/** Two million messages, and four times twenty chats of one, ten, a hundred and a thousand people. */
const SHAPE = { messages: 2_000_000, people: 200, chats: 1_000, groups: 20, turns: 4_000 };

const options = readOptions(process.argv.slice(2));
if (options.help) say(USAGE);
else await measure(() => run(options));

async function run({ works, hasGroups, connections, rounds, seconds, growth, fresh: isFresh }) {
  const postgresUrl = await openPostgres();
  await refuseUnlessDurable(postgresUrl);
  const load = await openLoad();
  const postmaster = await findPostmaster(postgresUrl);
  if (growth) return measureGrowth({ postgresUrl, postmaster, load, rounds, seconds, isFresh });

  const world = new World(SHAPE);
  const databases = {
    ours: await prepareData(postgresUrl, 'ours', 'people', SHAPE, { isFresh }),
    limit: await prepareData(postgresUrl, 'limit', 'people', { ...SHAPE, groups: 0, turns: 0 }, { isFresh }),
  };
  for (const url of Object.values(databases)) await warm(url);
  const servers = {
    ours: await startOurs(databases.ours),
    'same-work': await startBaseline('same-work', databases.ours),
    limit: await startBaseline('limit', databases.limit),
  };
  const random = randomFrom(seedOf(String(Date.now())));
  const chatIds = [...world.bigChats, 2, 3, ...Array.from({ length: 5 }, () => 1 + random(world.chats))];
  const compared = await compareAnswers(servers, world, random, chatIds);
  say(`${compared} answers compared. ${rounds} rounds of ${seconds} s, load by ${load.name}.`);

  const settle = await openSettling(databases.ours);
  const records = new Records();
  const fresh = freshMessages(world);
  const cell = async (name, server, requests, count) =>
    records.add(name, await measureCell(load, { server, postmaster, requests, connections: count, seconds, settle }));
  const requestsFor = async (name, work, label) => {
    const schema = name === 'limit' ? 'limit' : 'ours';
    const count = requestsNeeded(seconds);
    const random = randomFrom(seedOf(label));
    return requestsOf(
      work,
      { world, random, fresh: await fresh(schema, databases[schema], freshNeeded(work, count)) },
      count,
    );
  };
  const groups = groupRequests(world, databases.ours);
  const names = Object.keys(servers);
  for (let round = 0; round < rounds; round++)
    for (const count of connections) {
      for (const work of works)
        for (const nth of names.keys()) {
          const name = names[(nth + round) % names.length];
          const requests = await requestsFor(name, work, `${work} ${count} ${round}`);
          await cell(cellName(name, work, count), servers[name], requests, count);
        }
      for (const work of hasGroups ? GROUP_WORKS : [])
        for (const size of SIZES_OF_GROUPS) {
          const random = randomFrom(seedOf(`${work} ${size} ${round}`));
          const requests = await groups(work, size, random, seconds + 1);
          await cell(cellName(size, work, count), servers.ours, requests, count);
        }
    }
  printWorks(records, works, connections);
  if (hasGroups) printGroups(records, GROUP_WORKS, connections);
  for (const { stop } of Object.values(servers)) await stop();
  await measureServer(
    () => startOurs(databases.ours),
    async (server) =>
      load.put({
        url: server.url,
        connections: 64,
        seconds: 2 * seconds,
        requests: await requestsFor('ours', 'W8', 'memory'),
      }),
  );
}
