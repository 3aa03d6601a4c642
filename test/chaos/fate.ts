import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from './seeded-random.js';

export interface Blow {
  readonly times: number;
  /** @returns false when it cannot be now, and is tried again */
  readonly strike: () => boolean | Promise<boolean>;
}

/** What happens to everybody, spread at random over the messages that are sent. */
export class Fate {
  private readonly blows: { readonly at: number; readonly strike: Blow['strike'] }[];

  constructor(
    private readonly messages: number,
    blows: readonly Blow[],
    random: SeededRandom,
  ) {
    this.blows = blows
      .flatMap(({ times, strike }) => Array.from({ length: times }, () => ({ at: random.below(messages), strike })))
      .toSorted((one, other) => one.at - other.at);
  }

  /** @param taken messages until now; ends when all that was to happen has, and there are as many as there should be */
  async run(taken: () => number): Promise<void> {
    for (let blow = this.blows[0]; blow !== undefined || taken() < this.messages; blow = this.blows[0]) {
      if (blow !== undefined && blow.at <= taken() && (await blow.strike())) this.blows.shift();
      else await delay(20);
    }
  }
}
