import type { INestApplicationContext } from '@nestjs/common';

/** Does it, and says what was done. */
export type Run = (admin: INestApplicationContext) => Promise<string>;

/** What was asked for cannot be done, for a reason that is all there is to say; nothing was changed. */
export class Refused extends Error {}

/** A sub command of `npm run admin`. */
export interface Command {
  /** What follows its name, for the usage text. */
  readonly takes: string;
  readonly does: string;
  /** Undefined for arguments that make no sense; nothing has been touched then. */
  prepare(given: readonly string[]): Run | undefined;
}
