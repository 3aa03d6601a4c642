import type { Statement } from '#libs/database';

/** What the rows of a batch may know of it. */
export interface BatchFacts {
  /** When it had its locks, by the database's clock. */
  readonly now: string;
  /** Alone, a change may load as much as it needs. */
  readonly isOfOne: boolean;
}

/** The batch's copy of the rows of one table, by the library that owns it: it loads and stores, and knows no rule. */
export interface Rows {
  /** Run under the locks of the chats. */
  loads(): readonly Statement[];
  /** Takes the rows of each of them. */
  loaded(results: readonly unknown[][]): void;
  /** Each changed row once. */
  stores(): readonly Statement[];
}

export interface Table<T extends Rows> {
  new (batch: BatchFacts): T;
  /** Tables are loaded and stored in this order. */
  readonly order: number;
}
