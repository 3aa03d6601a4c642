import pg from 'pg';
import { breaksConnection } from './database-error.js';
import { parserOf, PreparedQuery } from './prepared-query.js';

/** One SQL statement with its values. Its plan is made once on each connection, for any values. */
export interface Statement {
  readonly name: string;
  /** For statements put together piece by piece: it is planned each time, for the values that it has. */
  readonly isPlannedForValues?: boolean;
  /** For one that is planned for its values: how long it may take, when that is less than others may. */
  readonly timeLimitMs?: number;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Types as only our own statements read them. */
const types = { getTypeParser: parserOf as pg.CustomTypesConfig['getTypeParser'] };

/** What only the values decide (is this word rare?) must be planned knowing them. */
export async function runPlannedForValues<Row>(client: pg.ClientBase, statement: Statement): Promise<Row[]> {
  const { timeLimitMs } = statement;
  const limit = timeLimitMs === undefined ? '' : `; SET LOCAL statement_timeout = ${timeLimitMs}`;
  await client.query(`BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan${limit}`);
  try {
    const rows = await run<Row>(client, statement);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    // Behind a statement that hangs, a ROLLBACK would wait as long again; the caller drops such a connection.
    if (!breaksConnection(error)) await client.query('ROLLBACK');
    throw error;
  }
}

/** A named one: each connection parses and describes it once. */
async function runPrepared<Row>(client: pg.ClientBase, statement: Statement): Promise<Row[]> {
  try {
    return await new Promise<Row[]>((resolve, reject) => {
      const query = new PreparedQuery<Row>(statement);
      query.callback = (error, rows = []) => (error === null ? resolve(rows) : reject(error));
      client.query(query);
    });
  } catch (error) {
    // Who asked, instead of where in the driver the answer came in.
    Error.captureStackTrace(error as Error);
    throw error;
  }
}

export async function run<Row>(client: pg.ClientBase, statement: Statement): Promise<Row[]> {
  if (statement.isPlannedForValues !== true) return runPrepared(client, statement);
  const result = await client.query(toQuery(statement));
  return result.rows as Row[];
}

/** As pg takes it. */
export function toQuery({ name, text, values, isPlannedForValues = false }: Statement): pg.QueryConfig {
  // A comment still says in the database's own views which statement it is.
  const asked = isPlannedForValues ? { text: `/* ${name} */ ${text}` } : { name, text };
  return { ...asked, values: [...values], types };
}

/** Collects the values of a statement that is put together piece by piece. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder, `$1` and so on. */
  readonly add = (value: unknown): string => `$${this.values.push(value)}`;
}
