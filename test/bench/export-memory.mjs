// npm run bench -- export: what an export needs of the server's memory. A chat of a million messages against one of a
// hundred thousand, read to the end; and by a reader who is slow. BENCH_ROUNDS (3) says how often; two to four minutes a round.
import pg from 'pg';
import { printTable, Records, ROUNDS, say } from './figures.mjs';
import { createChat, headersOf } from './people.mjs';
import { cpuMs, keptKb, quiet, residentKb } from './process-figures.mjs';
import { measure, startLoad } from './children.mjs';
import { startPostgres, startServer } from './processes.mjs';

const SIZES = { small: 100_000, large: 1_000_000 };
const SLOW = { bytesPerSecond: 256 * 1024, seconds: 20 };
const SAMPLE_MS = 100;

await measure(async () => {
  const { url } = await startPostgres();
  const filling = await startServer(url);
  const chats = {};
  for (const [size, messages] of Object.entries(SIZES)) {
    chats[size] = await createChat(filling.url, 'owner');
    await fill(url, chats[size], messages);
  }
  await filling.stop();
  say(`${ROUNDS} rounds, medians; resident memory of the server, sampled every ${SAMPLE_MS} ms.`);
  const reads = [
    { name: '100,000 messages', chat: chats.small, expected: SIZES.small },
    { name: '1,000,000 messages', chat: chats.large, expected: SIZES.large },
    { name: '1,000,000, slow reader', chat: chats.large, how: SLOW },
  ];
  const records = new Records();
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, chat, how, expected } of reads) {
      // Each in a process of its own: memory that was once taken is not always given back.
      const server = await startServer(url);
      const load = startLoad('export-reader.mjs');
      const at = `${server.url}/api/v1/chats/${chat}/messages`;
      const headers = { ...headersOf('owner'), accept: 'application/x-ndjson' };
      await load.ask({ url: `${server.url}/api/v1/chats/${chats.small}/messages`, headers });
      const record = await watched(server.pid, () => load.ask({ url: at, headers, ...how }));
      if (expected !== undefined && record.lines !== expected) throw new Error(`${record.lines} lines of ${expected}`);
      records.add(name, record);
      await load.stop();
      await server.stop();
    }
  printTable(
    'Exports, memory in MB; the server has sent one of 100,000 before',
    reads.map(({ name }) => row(name, records.median(name), records.median(reads[0].name))),
  );
});

/** Straight into the tables, as sending them would leave them; the search index is not needed here. */
async function fill(url, chatId, messages) {
  const client = new pg.Client(url);
  await client.connect();
  const values = [chatId, messages];
  await client.query(
    `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, client_message_id,
       created_at, updated_at)
     SELECT $1, nextval('message_id_seq'), nth, 'owner', true, 'TEXT', 'SENT', left(repeat(md5(nth::text), 7), 200),
       nth::text, now(), now()
     FROM generate_series(1, $2::int) nth`,
    values,
  );
  await client.query('UPDATE chat SET last_seq = $2 WHERE id = $1', values);
  await client.query('VACUUM ANALYZE message');
  await client.end();
}

async function watched(pid, work) {
  await quiet(pid);
  const before = await keptKb(pid);
  const cpu = await cpuMs(pid);
  const samples = [before];
  const sample = async () => {
    samples.push(await residentKb(pid));
  };
  const sampler = setInterval(() => void sample(), SAMPLE_MS);
  const result = await work().finally(() => clearInterval(sampler));
  const spent = (await cpuMs(pid)) - cpu;
  await quiet(pid);
  const half = samples.splice(Math.floor(samples.length / 2));
  const most = { first: Math.max(...samples), second: Math.max(...half) };
  return { ...result, before, ...most, after: await keptKb(pid), cpu: spent };
}

function row(name, record, base) {
  const growth = ({ first, second, before }) => Math.max(first, second) - before;
  return {
    '': name,
    lines: String(record.lines),
    MB: record.bytes / 1e6,
    seconds: record.seconds,
    'messages/s': record.lines / record.seconds,
    'CPU µs each': (record.cpu * 1_000) / record.lines,
    before: record.before / 1024,
    'most in its first half': record.first / 1024,
    'in its second': record.second / 1024,
    'after, collected': record.after / 1024,
    'growth / of 100,000': growth(record) / growth(base),
  };
}
