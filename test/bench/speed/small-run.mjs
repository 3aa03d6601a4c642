// The whole benchmark on next to nothing, for the spec that keeps it from rotting.
import { startLoad } from '../children.mjs';
import { compareAnswers } from './answers.mjs';
import { prepareData } from './dataset/databases.mjs';
import { startBaseline, startOurs } from './servers.mjs';
import { freshMessages } from './works/fresh.mjs';
import { GROUP_WORKS, groupRequests } from './works/groups.mjs';
import { randomFrom } from './works/random.mjs';
import { freshNeeded, requestsOf, WORKS } from './works/works.mjs';
import { SIZES_OF_GROUPS, World } from './works/world.mjs';

const SHAPE = { messages: 2_000, people: 20, chats: 5, groups: 2, turns: 40 };
const EACH = 5;

/** Makes the data, compares the servers, and puts a few requests of every kind; throws where anything is wrong. */
export async function runSmall(postgresUrl, name) {
  const world = new World(SHAPE);
  const databases = {
    ours: await prepareData(postgresUrl, 'ours', name, SHAPE),
    limit: await prepareData(postgresUrl, 'limit', name, { ...SHAPE, groups: 0, turns: 0 }),
  };
  const servers = {
    ours: await startOurs(databases.ours, 2),
    'same-work': await startBaseline('same-work', databases.ours, 2),
    limit: await startBaseline('limit', databases.limit, 2),
  };
  const random = randomFrom(1);
  const compared = await compareAnswers(servers, world, random, [1, 2, 6]);
  const load = startLoad('speed/load/one-by-one.mjs');
  const put = ({ url }, requests) => load.ask({ url, requests });
  const fresh = freshMessages(world);
  let requests = 0;
  for (const [server, { url }] of Object.entries(servers))
    for (const work of WORKS) {
      const schema = server === 'limit' ? 'limit' : 'ours';
      const how = { world, random, fresh: await fresh(schema, databases[schema], freshNeeded(work, EACH)) };
      await put({ url }, requestsOf(work, how, EACH).slice(0, EACH));
      requests += EACH;
    }
  const groups = groupRequests(world, databases.ours, EACH);
  for (const work of GROUP_WORKS)
    for (const size of SIZES_OF_GROUPS) {
      await put(servers.ours, (await groups(work, size, random, 1)).slice(0, EACH));
      requests += EACH;
    }
  const autocannon = startLoad('speed/load/autocannon.mjs');
  const { failures } = await autocannon.ask({
    url: servers.ours.url,
    connections: 2,
    seconds: 1,
    requests: requestsOf('W4', { world, random }, EACH),
  });
  return { compared, requests, failures };
}
