import pg from 'pg';
import utils from 'pg/lib/utils.js';
import { TIMESTAMPTZ_OID, toInstant } from './instant.js';

const INT8_OID = 20;

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

/** A statement that each connection parses and describes once, under its name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface PipelineResult {
  /** Of each statement. */
  readonly rows: unknown[][];
  /** What the server says of the last one, such as COMMIT. */
  readonly command: string;
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
 * Statements that are sent together, with one Sync after the last: the server answers them with one write instead of
 * one for each, and skips what comes after one that failed (PostgreSQL, "Pipelining" in the frontend/backend protocol).
 * pg's own class describes a statement at each run and looks up the parsers again, which took 8 % of the CPU of a small
 * read.
 */
export class PipelinedQueries implements pg.Submittable {
  /** Set by pg, and wrapped into its time limit. */
  callback: ((error: Error | null, result?: PipelineResult) => void) | undefined;
  private readonly rows: unknown[][];
  /** The statement whose answer comes next. */
  private nth = 0;
  private command = '';
  private shapes: readonly (Shape | undefined)[] = [];
  private shape: Shape | undefined;
  private failure: Error | undefined;

  constructor(readonly statements: readonly NamedStatement[]) {
    this.rows = statements.map(() => []);
  }

  /** What pg notes as parsed when the server says so. */
  get name(): string | undefined {
    return this.statements[this.nth]?.name;
  }

  get text(): string | undefined {
    return this.statements[this.nth]?.text;
  }

  /** Called by pg when the connection is free; a returned error is reported to the caller. */
  readonly submit = (given: pg.Connection): Error | undefined => {
    const connection = given as unknown as Connection;
    const { parsedStatements } = connection;
    const texts = new Map<string, string>();
    for (const { name, text } of this.statements) {
      if ((parsedStatements[name] ?? texts.get(name) ?? text) !== text)
        return new Error(`two statements have the name ${name}`);
      texts.set(name, text);
    }
    const known = shapesOf.get(connection);
    this.shapes = this.statements.map(({ name }) => known?.get(name));
    this.shape = this.shapes[0];
    connection.stream.cork();
    try {
      for (const [nth, statement] of this.statements.entries()) {
        const { name, text } = statement;
        // It may be there more than once, with other values.
        if (parsedStatements[name] === undefined && texts.delete(name)) connection.parse({ name, text });
        write(connection, statement, this.shapes[nth]);
      }
    } catch (error) {
      // A value that cannot be sent: its statement has not been bound, and none follows.
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
      this.rows[this.nth]?.push(row);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }, given: pg.Connection): void {
    this.command = text;
    const statement = this.statements[this.nth];
    if (statement !== undefined && this.shapes[this.nth] === undefined)
      remember(given as unknown as Connection, statement.name, this.shape ?? NOTHING);
    this.nth++;
    this.shape = this.shapes[this.nth];
  }

  handleEmptyQuery(): void {
    this.failure = new Error(`${this.name} is empty`);
    this.nth++;
  }

  handleError(error: Error): void {
    this.callback?.(this.failure ?? error);
  }

  handleReadyForQuery(): void {
    const { rows, command, failure } = this;
    if (failure === undefined) this.callback?.(null, { rows, command });
    else this.callback?.(failure);
  }
}

function write(connection: Connection, { name, values }: NamedStatement, shape: Shape | undefined): void {
  connection.bind({ statement: name, values, valueMapper: utils.prepareValue });
  if (shape === undefined) connection.describe({ type: 'P' });
  connection.execute({ rows: 0 });
}

function remember(connection: Connection, name: string, shape: Shape): void {
  const known = shapesOf.get(connection) ?? new Map<string, Shape>();
  shapesOf.set(connection, known.set(name, shape));
}
