// What a connection costs that hears nothing: memory, and processor time for the heartbeat.
import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from './audience.mjs';
import { printTable, Records, ROUNDS } from './figures.mjs';
import { cpuMs, keptKb, quiet } from './process-figures.mjs';

/** Two heartbeats. */
const HOLD_SECONDS = 30;

export async function idleConnections(databaseUrl, sizes) {
  const records = new Records();
  for (let round = 0; round < ROUNDS; round++) {
    const audiences = [await Audience.ofOurs(databaseUrl), await Audience.ofBare()];
    // Code that runs for the first time takes memory too.
    for (const audience of audiences) await audience.grow(100);
    for (const audience of audiences) await audience.leave();
    await sleep(6_000);
    const before = await eachOf(audiences, ({ pid }) => keptKb(pid));
    for (const size of sizes) {
      for (const audience of audiences) await audience.grow(size);
      await eachOf(audiences, ({ pid }) => quiet(pid));
      const kept = await eachOf(audiences, ({ pid }) => keptKb(pid));
      const began = await eachOf(audiences, ({ pid }) => cpuMs(pid));
      await sleep(HOLD_SECONDS * 1_000);
      const ended = await eachOf(audiences, ({ pid }) => cpuMs(pid));
      for (const [nth, { name }] of audiences.entries())
        records.add(`${name} ${size}`, {
          kb: (kept[nth] - before[nth]) / size,
          us: ((ended[nth] - began[nth]) * 1_000) / HOLD_SECONDS / size,
        });
    }
    for (const audience of audiences) await audience.stop();
  }
  printTable(
    `Idle connections, held for ${HOLD_SECONDS} s; both servers send a ping every 15 s, ours also the heads`,
    rows(records, sizes),
  );
}

function rows(records, sizes) {
  return sizes.map((size) => {
    const [ours, bare] = [records.median(`ours ${size}`), records.median(`bare ws ${size}`)];
    return {
      connections: String(size),
      'KB each: ours': ours.kb,
      'bare ws': bare.kb,
      ratio: ours.kb / bare.kb,
      'CPU µs/s each: ours': ours.us,
      'bare ws ': bare.us,
      'ratio ': ours.us / bare.us,
    };
  });
}

function eachOf(audiences, ask) {
  return Promise.all(audiences.map(ask));
}
