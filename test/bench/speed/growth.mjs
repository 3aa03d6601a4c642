// npm run bench -- speed --growth: how costs grow with a chat (1,000 to 1,000,000 messages), with somebody's chats (20 to
// 20,000) and with the tables (2,000 to 2,000,000 messages), at one connection, where nothing hides behind a queue.
import { startLoad } from '../children.mjs';
import { printTable, Records, say } from '../figures.mjs';
import { prepareData } from './dataset/databases.mjs';
import { MOST } from './goals.mjs';
import { connected } from './postgres.mjs';
import { cpuOf } from './processor.mjs';
import { startOurs } from './servers.mjs';
import { chat, chats, mark, page, react, send } from './works/requests.mjs';
import { randomFrom, seedOf } from './works/random.mjs';

const SIZES = [2_000, 200_000, 2_000_000];
/** Of these so many marks leave little, so that they are made again. */
const SMALL = 100_000;
/** Requests of a round, after as many to warm up; of marks, fewer: the smallest chat has 1,000 messages to mark. */
const REQUESTS = 150;
const MARKS = 75;

/** One a round, so that each is new. */
const REACTIONS = ['love', 'laugh', 'wow', 'sad', 'fire'];

/** By work: requests of u1, whose chat 1 has half of all messages; `unmarked` has some of its messages. */
const WORKS = {
  'W1 send, different chats': ({ size, random }) => send('u1', 1 + random(size / 100)),
  'WH send, the largest chat': () => send('u1', 1),
  'W2 latest 50': () => page('u1', 1),
  'W3 50 from the middle': ({ size, random }) => page('u1', 1, Math.floor(size * 0.4) + random(size / 5)),
  'W4 one chat': () => chat('u1', 1),
  'W5 20 latest chats': () => chats('u1'),
  'W6 mark': ({ unmarked }) => mark('u1', unmarked.pop(), 'READ'),
  'W7 react': ({ size, round, nth }) => react('u1', messageOfTheLargest(size, nth), REACTIONS[round]),
};

export async function measureGrowth({ postgresUrl, postmaster, isFresh }) {
  const stages = [];
  for (const size of SIZES) {
    const shape = { messages: size, people: 1, chats: 1, groups: 0, turns: 0, grows: true };
    const how = { isFresh: isFresh || size < SMALL };
    const url = await prepareData(postgresUrl, 'ours', `grow_${size}`, shape, how);
    stages.push({ size, url, server: await startOurs(url, 2), load: startLoad('speed/load/one-by-one.mjs') });
  }
  say(`${REACTIONS.length} rounds, one connection.`);
  const records = new Records();
  for (const round of REACTIONS.keys())
    for (const [work, draw] of Object.entries(WORKS))
      for (const stage of stages) {
        const random = randomFrom(seedOf(`${work} ${round}`));
        const count = 2 * (work === 'W6 mark' ? MARKS : REQUESTS);
        const unmarked = work === 'W6 mark' ? await unmarkedMessages(stage, count) : [];
        const requests = Array.from({ length: count }, (_, nth) => draw({ ...stage, random, round, nth, unmarked }));
        const name = `${work} ${stage.size}`;
        const record = await measureRequests(stage, requests, postmaster).catch((error) => {
          throw new Error(`${name}: ${error.message}`, { cause: error });
        });
        records.add(name, record);
      }
  print(records);
}

async function measureRequests({ server, load }, requests, postmaster) {
  const half = requests.length / 2;
  await load.ask({ url: server.url, requests: requests.slice(half) });
  const look = async () => (await cpuOf(server.pid)) + (await cpuOf(postmaster));
  const before = await look();
  const { p50 } = await load.ask({ url: server.url, requests: requests.slice(0, half) });
  return { p50, all: ((await look()) - before) / half };
}

/** Each of them once, as far as there are so many; they have the even ids. */
function messageOfTheLargest(size, nth) {
  return 2 * (1 + ((nth * 7_919) % (size / 2)));
}

async function unmarkedMessages({ url, size }, count) {
  const drawn = Array.from(
    { length: Math.min(size / 2, 20 * count) },
    (_, nth) => 2 * (1 + ((nth * 7_919) % (size / 2))),
  );
  const { rows } = await connected(url, (client) =>
    client.query(
      `SELECT id FROM message WHERE id = ANY ($1::bigint[]) AND status = 'SENT' ORDER BY random() LIMIT $2`,
      [drawn, count],
    ),
  );
  if (rows.length < count) throw new Error('too few messages are left that nobody has marked: run with --fresh');
  return rows.map(({ id }) => Number(id));
}

function print(records) {
  const [small, large] = [SIZES[0], SIZES.at(-1)];
  const rows = Object.keys(WORKS).map((work) => {
    const of = (size) => records.median(`${work} ${size}`);
    return {
      work,
      ...Object.fromEntries(SIZES.map((size) => [`p50 ms: ${size.toLocaleString('en')}`, of(size).p50])),
      'largest / smallest': of(large).p50 / of(small).p50,
      'at most': MOST.growth,
      ...Object.fromEntries(SIZES.map((size) => [`CPU ms: ${size.toLocaleString('en')}`, of(size).all])),
      'largest / smallest ': of(large).all / of(small).all,
    };
  });
  printTable('Growth: messages in all, half of them in the chat that is asked for; u1 has a chat for each 100', rows);
}
