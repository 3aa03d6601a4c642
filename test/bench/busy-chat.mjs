// npm run bench:send: sends into one chat (WH), which share statements, and into different ones (W1), against one
// statement a send. BENCH_ROUNDS (3) says how often; about a minute a round, and half a one before.
import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { comparedCosts, costsOn } from './costs.mjs';
import { percentile, printTable, Records, round as show, ROUNDS, say } from './figures.mjs';
import { createChat, names, sendingTo } from './people.mjs';
import { measure, startLoad } from './children.mjs';
import { analyze, startBare, startPostgres, startServer } from './processes.mjs';

const SECONDS = 5;
const CONNECTIONS = [16, 64];
const DIFFERENT_CHATS = 500;

let sentSoFar = 0;

await measure(async () => {
  say(
    `${ROUNDS} rounds, medians. A flush of the disk takes ${show(flushMs())} ms here; the dearer it is, the more sharing it gains.`,
  );
  const { url } = await startPostgres();
  const ours = { name: 'ours', server: await startServer(url) };
  const bare = { name: 'bare', server: await startBare('bare-sender.mjs', { DATABASE_URL: url }) };
  const load = startLoad('closed-loop.mjs');
  const works = { 'WH, one chat': 1, 'W1, different chats': DIFFERENT_CHATS };
  const costs = await costsOn(url);
  const records = new Records();

  const run = async ({ server, targets }, connections, seconds) => {
    const how = { targets, connections, seconds, from: sentSoFar };
    const result = await costs(server, () => load.ask(how));
    sentSoFar += result.sent;
    return result;
  };

  for (const side of [ours, bare]) {
    side.chats = await chatsFor(side, ours.server);
    for (const count of Object.values(works)) await run({ ...side, targets: side.chats.slice(0, count) }, 64, 2);
  }
  await analyze(url);
  for (let round = 0; round < ROUNDS; round++)
    for (const [work, chats] of Object.entries(works))
      for (const connections of CONNECTIONS)
        for (const side of round % 2 === 0 ? [ours, bare] : [bare, ours]) {
          const result = await run({ ...side, targets: side.chats.slice(0, chats) }, connections, SECONDS);
          records.add(`${side.name} ${work} ${connections}`, result);
        }
  const lines = Object.keys(works).flatMap((work) => CONNECTIONS.map((connections) => ({ work, connections })));
  printTable(
    'Sends, ours against one statement a send; CPU in ms a send, of the server, and of it and PostgreSQL together',
    lines.map(({ work, connections }) => comparedCosts(records, 'sends', work, connections)),
  );
});

async function chatsFor({ name, server }, ours) {
  const owners = names(`${name}-owner`, DIFFERENT_CHATS);
  const targets = [];
  for (const owner of owners) targets.push(sendingTo(server, await createChat(ours.url, owner), owner));
  return targets;
}

/** What a commit waits for. */
function flushMs() {
  const file = path.join(os.tmpdir(), `chat-bench-flush-${process.pid}`);
  const descriptor = openSync(file, 'w');
  const times = Array.from({ length: 50 }, () => {
    writeSync(descriptor, Buffer.alloc(8192));
    const start = performance.now();
    fdatasyncSync(descriptor);
    return performance.now() - start;
  });
  closeSync(descriptor);
  unlinkSync(file);
  return percentile(times, 50);
}
