// What our server takes: memory at rest and under load, and time until it is ready on a database that is there.
import { setTimeout as sleep } from 'node:timers/promises';
import { printTable } from '../figures.mjs';
import { residentKb } from '../process-figures.mjs';
import { SERVER } from './goals.mjs';

const STARTS = 3;
const SETTLE_MS = 5_000;

/** @param start starts a server; @param load puts W8 on it for so many seconds */
export async function measureServer(start, load) {
  const ready = [];
  for (let nth = 0; nth < STARTS; nth++) {
    const server = await start();
    ready.push(server.readyMs);
    if (nth < STARTS - 1) await server.stop();
    else {
      await sleep(SETTLE_MS);
      const idle = await residentMb(server.pid);
      const most = await during(server.pid, () => load(server));
      await server.stop();
      print({ ready: ready.toSorted((a, b) => a - b)[1], idle, most });
    }
  }
}

async function during(pid, work) {
  let most = 0;
  const sampler = setInterval(() => void residentMb(pid).then((mb) => (most = Math.max(most, mb))), 100);
  await work().finally(() => clearInterval(sampler));
  return most;
}

function residentMb(pid) {
  return residentKb(pid).then(
    (kb) => kb / 1024,
    () => NaN,
  );
}

function print({ ready, idle, most }) {
  printTable('Our server alone', [
    { '': 'from start to ready, ms', ours: ready, 'at most': SERVER.ready },
    { '': 'resident memory at rest, MB', ours: idle, 'at most': SERVER.idle },
    { '': 'the same under W8 at 64 connections', ours: most, 'at most': SERVER.underLoad },
  ]);
}
