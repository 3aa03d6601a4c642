// The feed of every chat at 1,000 changes a second: what it costs, and whether others hear later for it.
import { printTable, Records, ROUNDS } from './figures.mjs';
import { createChat, names, sendingTo, tokenOf } from './people.mjs';
import { startLoad } from './children.mjs';
import { cpuMs, residentKb } from './process-figures.mjs';
import { startServer } from './processes.mjs';

const CHATS = 40;
const SECONDS = 10;
const RATE = 1_000;
const FEEDS = { 'no service': undefined, 'one that reads': { reads: true }, 'one that does not': { reads: false } };

export async function everyChat(databaseUrl) {
  const records = new Records();
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, feed] of Object.entries(FEEDS))
      records.add(name, await hear(databaseUrl, feed, `${name} ${round}`));
  printTable(
    `Feed of every chat at ${RATE} messages/s in all, ${CHATS} chats, 2 listeners each, one server`,
    Object.keys(FEEDS).map((name) => {
      const { perSecond, expected, delivered, post50, post99, heard, peakMb, cpu } = records.median(name);
      return {
        service: name,
        'sent/s': perSecond,
        'lost to people': String(expected - delivered),
        'people p50, ms': post50,
        'p99, ms': post99,
        'heard by the service': heard,
        'peak memory of the server, MB': peakMb,
        'CPU, ms a message': cpu,
      };
    }),
  );
}

async function hear(databaseUrl, feed, label) {
  const server = await startServer(databaseUrl, {});
  const [load, service] = [startLoad('live-load.mjs'), startLoad('every-chat-load.mjs')];
  const people = [names(`${label} owner`, CHATS), names(`${label} guest`, CHATS)];
  const targets = [];
  for (const [nth, owner] of people[0].entries()) {
    const chatId = await createChat(server.url, owner, { chat_type: 'GROUP', participants: [people[1][nth]] });
    targets.push(sendingTo(server, chatId, owner));
  }
  await load.ask({ what: 'open', url: server.url, tokens: people.flat().map(tokenOf) });
  const how = { what: 'send', targets, listeners: 2 };
  await load.ask({ ...how, perSecond: 200, seconds: 3, from: 1 });
  if (feed !== undefined) await service.ask({ what: 'open', url: server.url, ...feed });
  let peak = 0;
  const look = async () => (peak = Math.max(peak, await residentKb(server.pid)));
  const looking = setInterval(() => void look(), 200);
  const before = await cpuMs(server.pid);
  const result = await load.ask({ ...how, perSecond: RATE, seconds: SECONDS, from: 601 });
  const cpu = ((await cpuMs(server.pid)) - before) / result.sent;
  clearInterval(looking);
  const { heard } = await service.ask({ what: 'count' });
  await Promise.all([load.stop(), service.stop()]);
  await server.stop();
  return { ...result, heard, cpu, peakMb: peak / 1024 };
}
