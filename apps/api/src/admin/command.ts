import type { INestApplicationContext } from '@nestjs/common';

/** Does it, and says what was done. */
export type Run = (admin: INestApplicationContext) => Promise<string>;

/** A sub command of `npm run admin`. */
export interface Command {
  /** What follows its name, for the usage text. */
  readonly takes: string;
  readonly does: string;
  /** Undefined for arguments that make no sense; nothing has been touched then. */
  prepare(given: readonly string[]): Run | undefined;
}
