import pg from 'pg';

type Query = (this: unknown, ...args: unknown[]) => unknown;

const prototype = pg.Client.prototype as unknown as { query: Query };

/** Counts what this process says to any database, until it is stopped. */
export class CountedStatements {
  readonly texts: string[] = [];
  private readonly query: Query = prototype.query;

  constructor() {
    const { texts, query } = this;
    prototype.query = function counted(...args) {
      texts.push(...saidBy(args[0]).map(({ text = '' }) => text));
      return query.apply(this, args);
    };
  }

  stop(): void {
    prototype.query = this.query;
  }
}

interface Said {
  readonly name?: string;
  readonly text?: string;
}

/** The statements of one call of pg's `query`: several when they are sent together. */
export function saidBy(asked: unknown): readonly Said[] {
  if (typeof asked === 'string') return [{ text: asked }];
  const { statements } = (asked ?? {}) as { readonly statements?: readonly Said[] };
  return statements ?? [(asked ?? {}) as Said];
}
