import pg from 'pg';

/** Counts what this process says to any database, until it is stopped; what has a name in `ignored` is not counted. */
export class CountedStatements {
  readonly texts: string[] = [];
  private readonly query = pg.Client.prototype.query as (...args: unknown[]) => unknown;

  constructor() {
    const { texts, query } = this;
    pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
      const [said] = args as [string | { readonly text?: string } | undefined];
      texts.push(typeof said === 'string' ? said : (said?.text ?? ''));
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
  }

  stop(): void {
    pg.Client.prototype.query = this.query as typeof pg.Client.prototype.query;
  }
}
