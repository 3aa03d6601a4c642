import type { Statement } from './statement.js';

/** The type of a column in PostgreSQL, and its value of a row. */
type Column<Row> = readonly [type: string, of: (row: Row) => unknown];

/**
 * Rows as parameters of one statement: an array for each column, which `unnest` makes rows again, so that a statement
 * has one text, and one plan, for any number of them.
 */
export class RowList<Row> {
  /** `chat_id, id`, in the order in which they were given. */
  readonly names: string;
  /** `unnest($1::bigint[], $2::bigint[]) u (chat_id, id)` */
  readonly sql: string;
  /** `$3`: the first further value, which comes after the columns. */
  readonly next: string;
  private readonly columns: readonly Column<Row>[];

  constructor(alias: string, columns: Readonly<Record<string, Column<Row>>>) {
    this.columns = Object.values(columns);
    this.names = Object.keys(columns).join(', ');
    const parameters = this.columns.map(([type], nth) => `$${nth + 1}::${type}[]`);
    this.next = `$${this.columns.length + 1}`;
    this.sql = `unnest(${parameters.join(', ')}) ${alias} (${this.names})`;
  }

  /** The statement for these rows, whose further values come after the columns; none when there are no rows. */
  statements(
    { name, text }: Pick<Statement, 'name' | 'text'>,
    rows: readonly Row[],
    ...further: readonly unknown[]
  ): Statement[] {
    return rows.length === 0 ? [] : [{ name, text, values: [...this.values(rows), ...further] }];
  }

  values(rows: readonly Row[]): unknown[][] {
    return this.columns.map(([, of]) => rows.map(of));
  }
}
