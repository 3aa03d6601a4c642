import { CHATS, ReplyKills } from '../../chaos/reply-kills.js';
import { SeededRandom } from '../../chaos/seeded-random.js';
import { answered, errorOf, ragChat } from '../../support/reply-chats.js';
import { MISBEHAVIOURS } from '../../support/reply-misbehaviours.js';
import { type ReplyStage, startReplyStage } from '../../support/reply-stage.js';
import { newDataFolder } from '../../support/service-process.js';
import { until } from '../../support/until.js';
import type { FaultRow } from '../fault-table.js';

const LEASE_SECONDS = 2;

/** A worker is killed while it streams: replies are finished or FAILED, and their parts add up. */
export async function workersKilled(seed: number, times: number): Promise<FaultRow> {
  const random = new SeededRandom(seed);
  const stage = await startReplyStage({ WORKER: 'off' });
  const data = await newDataFolder();
  const kills = await ReplyKills.start(stage, data.folder, LEASE_SECONDS);
  let readySeconds = 0;
  try {
    for (let nth = 0; nth < times; nth++) {
      const begun = performance.now();
      await kills.round(random);
      readySeconds = Math.max(readySeconds, (performance.now() - begun) / 1_000);
    }
    await kills.close();
  } finally {
    await kills.stop();
    await stage.close();
    await data.remove();
  }
  const { sent, interrupted, mistakes, kills: made } = kills.report;
  const fault = `worker killed while it streams (${interrupted} replies FAILED)`;
  const found = sent + interrupted;
  return rowOf({ fault, made, acknowledged: CHATS * times, found, readySeconds, mistakes });
}

/** The server of the model does everything that one may do. */
export async function modelFaults(times: number): Promise<FaultRow> {
  const stage = await startReplyStage({ LLM_TIMEOUT_SECONDS: '3', LLM_CHUNK_TIMEOUT_SECONDS: '1' });
  const mistakes: string[] = [];
  let found = 0;
  try {
    for (let nth = 0; nth < times; nth++)
      for (const misbehaviour of MISBEHAVIOURS) {
        const wrong = await misbehave(stage, misbehaviour);
        if (wrong.length === 0) found++;
        mistakes.push(...wrong);
      }
    const { rowCount } = await stage.api.pool.query('SELECT 1 FROM message_work');
    if (rowCount !== 0) mistakes.push(`${rowCount} rows of work are left`);
    // Connections that were kept for the next request end by themselves.
    await until(() => stage.model.open === 0);
  } finally {
    await stage.close();
  }
  const made = times * MISBEHAVIOURS.length;
  const fault = 'model refuses, hangs, trickles, cuts, talks rubbish';
  return rowOf({ fault, made, acknowledged: made, found, readySeconds: 0, mistakes });
}

async function misbehave({ api, model }: ReplyStage, given: (typeof MISBEHAVIOURS)[number]): Promise<string[]> {
  const { name, behaviours, status = 'FAILED', code } = given;
  const owner = api.user();
  const { id } = await ragChat(owner);
  model.behave(...behaviours);
  const reply = await answered(owner, id, 'Is it?');
  const said = reply.status === 'FAILED' ? errorOf(reply).code : undefined;
  return reply.status === status && said === code ? [] : [`a model that ${name}: ${reply.status} ${said}`];
}

type Counts = Omit<FaultRow, 'lost' | 'twice' | 'slowestSeconds'>;

function rowOf(counts: Counts): FaultRow {
  return { ...counts, lost: counts.acknowledged - counts.found, twice: 0, slowestSeconds: 0 };
}
