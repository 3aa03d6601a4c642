import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '#libs/client';
import type { ChaosReport } from './chaos-report.js';
import { ChaosWorld, type WorldOptions } from './chaos-world.js';
import { Deeds } from './deeds.js';
import { Fate } from './fate.js';
import { judgeSends, judgeUser, type Verdict } from './verdict.js';
import { allMessages } from '../support/page-walk.js';

export interface ChaosOptions extends WorldOptions {
  readonly messages: number;
  readonly kills: number;
  /** Between two deeds of one person at most, in ms. */
  readonly pauseMs: number;
  /** What heals the last losses: a `hello` to everybody, and after it `heads` without any hint, which takes 30 s. */
  readonly healedBy: 'heads' | 'hello';
  /** For everybody to be in step, after the last blow, in ms. */
  readonly settleMs: number;
}

/** Part of the connections that one cut takes. */
const CUT_SHARE = 0.25;

/** People talk while servers are killed, connections cut and hints lost; in the end all must be as if nothing was. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const world = await ChaosWorld.start(options);
  try {
    const begun = performance.now();
    const mistakes = await live(world, options);
    const seconds = Math.round((performance.now() - begun) / 1000);
    const settledAfter = await settle(world, options);
    world.look();
    const stored: Message[] = [];
    const differences: string[] = [];
    for (const { id, owner } of world.chats) {
      const messages = await allMessages(owner.api, id);
      for (const follower of world.followers) differences.push(...follower.differences(id, messages));
      stored.push(...messages);
    }
    const verdicts = [{ lost: [], doubled: world.doubled, holes: [], differences }, ...(await judge(world, stored))];
    const all = (of: (verdict: Verdict) => string[]) => verdicts.flatMap(of);
    return {
      counts: {
        seed: options.seed,
        bus: options.bus,
        ...world.counts,
        'messages stored': stored.length,
        'seconds of blows': seconds,
        'seconds to settle': settledAfter,
      },
      lost: all(({ lost }) => lost),
      doubled: all(({ doubled }) => doubled),
      holes: all(({ holes }) => holes),
      differences: all(({ differences }) => differences),
      mistakes: [...mistakes, ...world.mistakes],
    };
  } finally {
    await world.close();
  }
}

async function live(world: ChaosWorld, { messages: total, kills, pauseMs }: ChaosOptions): Promise<string[]> {
  const { fleet, bus, balancer, random, users } = world;
  const done = (work: () => unknown) => async () => {
    await work();
    return true;
  };
  const fate = new Fate(
    total,
    [
      { times: kills, strike: () => fleet.kill() },
      { times: Math.ceil(total / 50), strike: done(() => balancer.cut(() => random.chance(CUT_SHARE))) },
      { times: Math.ceil(kills / 8), strike: done(() => bus.cut()) },
      { times: Math.ceil(kills / 25), strike: done(() => bus.kill()) },
      { times: Math.ceil(total / 500), strike: done(() => random.pick(users)?.start()) },
      { times: Math.ceil(total / 250), strike: done(() => random.pick(world.followers)?.restart()) },
      { times: Math.ceil(total / 50), strike: done(() => world.look()) },
    ],
    random,
  );
  let isOver = false;
  const everybody = users.map(({ userId }) => userId);
  const deeds = users.map((user) => new Deeds(user, random.fork(), everybody));
  const lives = deeds.map(async (person) => {
    while (!isOver) {
      await person.doOne();
      await delay(random.below(pauseMs));
    }
  });
  await fate.run(() => world.taken).finally(() => (isOver = true));
  await Promise.all(lives);
  return deeds.flatMap((person) => person.mistakes);
}

/** @returns the seconds that it took, or that it did not happen */
async function settle(world: ChaosWorld, { healedBy, settleMs }: ChaosOptions): Promise<number | string> {
  const begun = performance.now();
  const isLate = () => performance.now() - begun > settleMs;
  const inStep = async () => {
    while (!world.isQuiet && !isLate()) await delay(50);
    while (!(await world.isInStep()) && !isLate()) await delay(250);
  };
  while (!world.isQuiet && !isLate()) await delay(50);
  // Everybody comes back, to any of the servers, all of which are there by now.
  world.balancer.cut();
  await inStep();
  if (healedBy === 'heads') {
    world.sayLastWords();
    await inStep();
  }
  return isLate() ? `not within ${settleMs / 1000}` : Math.round((performance.now() - begun) / 1000);
}

async function judge({ users, chatIds }: ChaosWorld, stored: readonly Message[]): Promise<Verdict[]> {
  const verdicts = [judgeSends(users, stored)];
  for (const user of users) verdicts.push(await judgeUser(user, chatIds));
  return verdicts;
}
