import type { FaultRow } from './fault-table.js';
import type { FaultStage } from './fault-stage.js';
import { Follower } from './follower.js';
import { query } from './running-postgres.js';
import { Senders } from './senders.js';

const SENDERS = 8;
/** Acknowledged between two faults. */
const BETWEEN = 40;

export interface Strike {
  readonly nth: number;
  readonly senders: Senders;
  readonly followers: readonly Follower[];
}

/**
 * Makes a fault again and again while people send and others follow.
 * @param strike makes it, and resolves once it is over; says what was not as it must be
 */
export async function underLoad(
  stage: FaultStage,
  { fault, times, between = BETWEEN }: { readonly fault: string; readonly times: number; readonly between?: number },
  strike: (at: Strike) => Promise<readonly string[]>,
): Promise<FaultRow> {
  const senders = await Senders.start(stage.url, SENDERS);
  const followers = senders.people
    .slice(0, 2)
    .map((person) => new Follower({ url: stage.url, ...person }, stage.contract));
  const deaths = stage.fleet.deaths;
  const mistakes: string[] = [];
  let readySeconds = 0;
  try {
    for (let nth = 0; nth < times; nth++) {
      await senders.acknowledge(between);
      mistakes.push(...(await strike({ nth, senders, followers })));
      readySeconds = Math.max(readySeconds, await senders.allAcknowledged());
    }
    await senders.stop();
  } catch (error) {
    for (const one of [senders, ...followers]) one.giveUp();
    throw error;
  }
  const stored = await storedIn(stage, senders.chatIds);
  for (const [nth, follower] of followers.entries()) {
    const chatId = senders.chatIds[nth] ?? 0;
    const keys = [...stored.keys()].filter((key) => key.startsWith(`${chatId}-`));
    mistakes.push(...(await follower.end(keys.length)));
  }
  if (stage.fleet.deaths > deaths) mistakes.push(`${stage.fleet.deaths - deaths} servers have ended`);
  const acknowledged = [...senders.acknowledged.keys()];
  const found = acknowledged.filter((key) => stored.has(key)).length;
  return {
    fault,
    made: times,
    acknowledged: acknowledged.length,
    found,
    lost: acknowledged.length - found,
    twice: [...stored.values()].filter((count) => count > 1).length,
    readySeconds,
    slowestSeconds: senders.slowestMs / 1_000,
    mistakes: [...mistakes, ...senders.mistakes],
  };
}

/** How often each text is stored: no key is asked, which alone would keep anything from being there twice. */
async function storedIn({ databaseUrl }: FaultStage, chatIds: readonly number[]): Promise<Map<string, number>> {
  const rows = await query(
    databaseUrl,
    `SELECT content, count(*)::int AS n FROM message WHERE chat_id IN (${chatIds.join()}) GROUP BY content`,
  );
  return new Map(rows.map(({ content, n }) => [content as string, n as number]));
}
