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
      const [said] = args as [string | { readonly text?: string } | undefined];
      texts.push(typeof said === 'string' ? said : (said?.text ?? ''));
      return query.apply(this, args);
    };
  }

  stop(): void {
    prototype.query = this.query;
  }
}
