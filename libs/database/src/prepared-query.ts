import pg from 'pg';
import utils from 'pg/lib/utils.js';
import { toInstant } from './instant.js';

const INT8_OID = 20;
const TIMESTAMPTZ_OID = 1184;

type Parse = (text: string) => unknown;

interface Column {
  readonly name: string;
  readonly parse: Parse;
}

/** The part of pg's connection that an extended query needs; its published types are outdated. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Readonly<Record<string, string>>;
  parse(query: { name: string; text: string }): void;
  bind(config: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(what: { type: 'P' }): void;
  execute(config: { rows: 0 }): void;
  sync(): void;
}

interface Shape {
  readonly columns: readonly Column[];
  /** A row of nulls: copying it is cheaper than naming the columns of each row. */
  readonly blank: Readonly<Record<string, unknown>>;
}

const NOTHING: Shape = { columns: [], blank: {} };

/** The columns of each prepared statement, by connection: they cannot change afterwards. */
const shapesOf = new WeakMap<Connection, Map<string, Shape>>();

/**
 * Ids and counters are int8 up to 2^53-1, so a number holds them; times are text as the API shows them. Only our own
 * statements read them so.
 */
export function parserOf(oid: number): Parse {
  if (oid === INT8_OID) return Number;
  return oid === TIMESTAMPTZ_OID ? toInstant : (pg.types.getTypeParser(oid) as Parse);
}

/**
 * A named statement: each connection parses and describes it once. pg's own class describes it at each run and looks up
 * the parsers again, which took 8 % of the CPU of a small read.
 */
export class PreparedQuery<Row> implements pg.Submittable {
  readonly name: string;
  readonly text: string;
  /** Set by pg, and wrapped into its time limit. */
  callback: ((error: Error | null, rows?: Row[]) => void) | undefined;
  private readonly rows: Row[] = [];
  private shape: Shape | undefined;
  private failure: Error | undefined;

  private readonly values: readonly unknown[];

  constructor({ name, text, values }: { name: string; text: string; values: readonly unknown[] }) {
    this.name = name;
    this.text = text;
    this.values = values;
  }

  /** Called by pg when the connection is free; a returned error is reported to the caller. */
  readonly submit = (given: pg.Connection): Error | undefined => {
    const connection = given as unknown as Connection;
    const { name, text } = this;
    const parsed = connection.parsedStatements[name];
    if (parsed !== undefined && parsed !== text) return new Error(`two statements have the name ${name}`);
    this.shape = parsed === undefined ? undefined : shapesOf.get(connection)?.get(name);
    connection.stream.cork();
    try {
      if (parsed === undefined) connection.parse({ name, text });
      connection.bind({ statement: name, values: this.values, valueMapper: utils.prepareValue });
      if (this.shape === undefined) connection.describe({ type: 'P' });
      connection.execute({ rows: 0 });
    } catch (error) {
      // A value that cannot be sent: nothing has been bound.
      this.failure = error as Error;
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
    return undefined;
  };

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }));
    this.shape = { columns, blank: Object.fromEntries(columns.map(({ name }) => [name, null])) };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const { columns, blank } = this.shape ?? NOTHING;
    const row = { ...blank };
    try {
      for (let nth = 0; nth < columns.length; nth++) {
        const text = fields[nth];
        if (text === null || text === undefined) continue;
        const column = columns[nth]!;
        row[column.name] = column.parse(text);
      }
      this.rows.push(row as Row);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  handleCommandComplete(_message: unknown, given: pg.Connection): void {
    const connection = given as unknown as Connection;
    const known = shapesOf.get(connection) ?? new Map<string, Shape>();
    shapesOf.set(connection, known.set(this.name, this.shape ?? NOTHING));
  }

  handleEmptyQuery(): void {
    this.failure = new Error(`${this.name} is empty`);
  }

  handleError(error: Error): void {
    this.callback?.(this.failure ?? error);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.callback?.(null, this.rows);
    else this.callback?.(this.failure);
  }
}
