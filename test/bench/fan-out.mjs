// One sender, many listeners: what a delivered frame costs the server, and when the last listeners have it.
import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from './audience.mjs';
import { printTable, Records, ROUNDS } from './figures.mjs';
import { cpuMs, quiet } from './process-figures.mjs';
import { analyze } from './processes.mjs';

/** As long as one heartbeat, so that a window with sends and one without hold the same beats. */
const SECONDS = 15;
const PER_SECOND = { 0: 20, 1: 100, 1000: 20, 5000: 4 };

export async function fanOut(databaseUrl, sizes) {
  const records = new Records();
  for (let round = 0; round < ROUNDS; round++) {
    const audiences = [await Audience.ofOurs(databaseUrl), await Audience.ofBare()];
    for (const audience of audiences) await send(audience, { perSecond: 200, seconds: 5 });
    await analyze(databaseUrl);
    const perSend = new Map();
    for (const size of [0, ...sizes]) {
      for (const audience of audiences) await audience.grow(size);
      await Promise.all(audiences.map(({ pid }) => quiet(pid)));
      const silence = await cpuOfAll(audiences, () => sleep(SECONDS * 1_000));
      for (const [nth, audience] of audiences.entries()) {
        let result;
        const [cpu] = await cpuOfAll([audience], async () => {
          result = await send(audience, { perSecond: PER_SECOND[size], seconds: SECONDS });
        });
        const spent = cpu - silence[nth];
        if (size === 0) perSend.set(audience.name, spent / result.sent);
        const fanned = spent - perSend.get(audience.name) * result.sent;
        // One frame a send is lost in what the send itself costs.
        const perFrame = size < 100 ? NaN : (fanned * 1_000) / result.delivered;
        records.add(`${audience.name} ${size}`, { ...result, perFrame });
      }
    }
    for (const audience of audiences) await audience.stop();
  }
  printTable(
    'One message to many. CPU of the server alone, without what the same sends cost with nobody listening (ours: REST and SQL)\n' +
      'and the same seconds without sends; delivery in ms, from the answer to the send, which leaves before the frames do',
    sizes.map((size) => row(size, records.median(`ours ${size}`), records.median(`bare ws ${size}`))),
  );
}

let sentSoFar = 0;

function send({ load, target, open }, { perSecond, seconds }) {
  const from = sentSoFar;
  sentSoFar += perSecond * seconds;
  return load.ask({ what: 'send', targets: [target], perSecond, seconds, listeners: open, from });
}

async function cpuOfAll(audiences, work) {
  const before = await Promise.all(audiences.map(({ pid }) => cpuMs(pid)));
  await work();
  return Promise.all(audiences.map(async ({ pid }, nth) => (await cpuMs(pid)) - before[nth]));
}

function row(size, ours, bare) {
  return {
    listeners: String(size),
    'lost: ours': String(ours.expected - ours.delivered),
    'CPU µs/frame: ours': ours.perFrame,
    'bare ws': bare.perFrame,
    ratio: ours.perFrame / bare.perFrame,
    'p50: ours': ours.answer50,
    'bare ws ': bare.answer50,
    'p99: ours': ours.answer99,
    'bare ws  ': bare.answer99,
    'ratio ': ours.answer99 / bare.answer99,
    'p99 from POST: ours': ours.post99,
    'bare ws   ': bare.post99,
  };
}
