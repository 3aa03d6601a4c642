// From a send to those who hear of it, with one server and with two on one database, over each bus.
import { printTable, Records, ROUNDS, say } from './figures.mjs';
import { createChat, names, sendingTo, tokenOf } from './people.mjs';
import { startLoad } from './children.mjs';
import { analyze, startRedis, startServer } from './processes.mjs';

const CHATS = 40;
const SECONDS = 10;
const RATES = [200, 1_000];

export async function commitToClient(databaseUrl) {
  const redis = await startRedis();
  if (redis === undefined) say('There is no redis-server on the PATH: BUS=redis is left out.');
  const setups = [
    { name: 'one server', servers: [{}] },
    { name: 'two, BUS=pg', servers: [{ BUS: 'pg' }, { BUS: 'pg' }] },
    ...(redis === undefined
      ? []
      : [{ name: 'two, BUS=redis', servers: twice({ BUS: 'redis', REDIS_URL: redis.url }) }]),
  ];
  const records = new Records();
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, servers } of setups)
      for (const [rate, result] of await clock(databaseUrl, servers, `${name} ${round}`))
        records.add(`${name} ${rate}`, result);
  for (const rate of RATES) print(records, setups, rate);
}

/** Forty groups of two: one listens at the first server, the other at the last; their messages enter at each in turn. */
async function clock(databaseUrl, environments, label) {
  const servers = [];
  for (const environment of environments) servers.push(await startServer(databaseUrl, environment));
  const load = startLoad('live-load.mjs');
  const owners = names(`${label} owner`, CHATS);
  const guests = names(`${label} guest`, CHATS);
  const targets = [];
  for (const [nth, owner] of owners.entries()) {
    const chatId = await createChat(servers[0].url, owner, { chat_type: 'GROUP', participants: [guests[nth]] });
    const server = nth % servers.length;
    targets.push({ ...sendingTo(servers[server], chatId, owner), server });
  }
  for (const [people, server] of [
    [owners, 0],
    [guests, servers.length - 1],
  ])
    await load.ask({ what: 'open', url: servers[server].url, tokens: people.map(tokenOf), server });
  const results = [];
  let from = 1;
  const send = async (perSecond, seconds) => {
    const how = { targets, perSecond, seconds, listeners: 2, from };
    from += perSecond * seconds;
    return load.ask({ what: 'send', ...how });
  };
  await send(200, 3);
  await analyze(databaseUrl);
  for (const rate of RATES) results.push([rate, await send(rate, SECONDS)]);
  await load.stop();
  for (const server of servers) await server.stop();
  return results;
}

function print(records, setups, rate) {
  const base = records.median(`one server ${rate}`);
  const rows = setups.map(({ name }) => {
    const result = records.median(`${name} ${rate}`);
    return {
      '': name,
      'sent/s': result.perSecond,
      lost: String(result.expected - result.delivered),
      'from POST p50': result.post50,
      p99: result.post99,
      'same server p99': result.same99,
      'other p50': result.other50,
      'other p99': result.other99,
      'from answer p50': result.answer50,
      'p99 ': result.answer99,
      'from answer / one server': result.answer99 / base.answer99,
      'from POST / one server': result.post99 / base.post99,
      'other / same server': result.other99 / result.same99,
    };
  });
  printTable(
    `To the client at ${rate} messages/s in all, ${CHATS} chats, 2 listeners each, in ms; ratios of p99.\n` +
      'Where fewer are sent than asked for, the machine is full, and what was measured is its queue',
    rows,
  );
}

function twice(environment) {
  return [environment, environment];
}
