import type { Statement } from '#libs/database';

/** What the rows of a batch may know of it. */
export interface BatchFacts {
  /** When it had its locks, by the database's clock. */
  readonly now: string;
  /** Alone, a change may load as much as it needs. */
  readonly isOfOne: boolean;
}

/** A statement, and what becomes of the rows that it loads. */
export interface Load {
  readonly statement: Statement;
  readonly take: (rows: readonly unknown[]) => void;
}

/** Takes one row after the other of these statements; of none when nothing was wanted. */
export function load<Row>(statements: readonly Statement[], take: (row: Row) => void): Load[] {
  const takeAll = (rows: readonly unknown[]) => (rows as readonly Row[]).forEach((row) => take(row));
  return statements.map((statement) => ({ statement, take: takeAll }));
}

/** The batch's copy of the rows of one table, by the library that owns it: it loads and stores, and knows no rule. */
export interface Rows {
  /** Run under the locks of the chats. */
  loads?(): readonly Load[];
  /** Each changed row once. */
  stores?(): readonly Statement[];
}

/**
 * In this order tables are loaded, which locks some of their rows, and stored, in every batch of every server, so that two
 * never wait for each other in a circle.
 */
const ORDER = [
  'participants',
  // Before the messages: text is written to a reply under the lock of its work, so what is read after it stays as it is.
  'work',
  'messages',
  // What waits to be indexed is locked by who is indexing it.
  'texts',
  'receipts',
  'reactions',
  'titles',
  // After the messages: a new citation locks what it cites.
  'citations',
  // What the index has of a text goes last; what somebody else removes is left to them.
  'knowledge',
] as const;

export interface Table<T extends Rows> {
  new (batch: BatchFacts): T;
  readonly table: (typeof ORDER)[number];
}

/** Tables in the order in which they are loaded and stored. */
export function inOrder<T>(tables: ReadonlyMap<Table<Rows>, T>): T[] {
  return [...tables].toSorted(([a], [b]) => ORDER.indexOf(a.table) - ORDER.indexOf(b.table)).map(([, rows]) => rows);
}
