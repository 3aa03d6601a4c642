import pg from 'pg';
import { breaksConnection } from './database-error.js';
import { PipelinedQueries, type PipelineResult, parserOf } from './pipelined-queries.js';

/** One SQL statement with its values. Its plan is made once on each connection, for any values. */
export interface Statement {
  readonly name: string;
  /**
   * For statements put together piece by piece, and those whose best plan changes with the rows. Alone it is planned for the
   * values that it has; within a transaction for any values, but for the rows that there are.
   */
  readonly isPlannedEachTime?: boolean;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Types as only our own statements read them. */
const types = { getTypeParser: parserOf as pg.CustomTypesConfig['getTypeParser'] };

/** Reads by a statement whose plan depends on the values (is this word rare?): it is made with them. */
export async function readAlone<Row>(
  client: pg.ClientBase,
  statement: Statement,
  timeLimitMs?: number,
): Promise<Row[]> {
  const limit = timeLimitMs === undefined ? '' : `; SET LOCAL statement_timeout = ${timeLimitMs}`;
  await client.query(`BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan${limit}`);
  try {
    const rows = await run<Row>(client, { ...statement, isPlannedEachTime: true });
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    // After a statement that hangs, a ROLLBACK would wait as long again; the caller drops the connection.
    if (!breaksConnection(error)) await client.query('ROLLBACK');
    throw error;
  }
}

/** Runs named statements together; after one that failed the rest is skipped. */
export async function runTogether(client: pg.ClientBase, statements: readonly Statement[]): Promise<PipelineResult> {
  try {
    return await new Promise((resolve, reject) => {
      const queries = new PipelinedQueries(statements);
      queries.callback = (error, result = { rows: [], command: '' }) =>
        error === null ? resolve(result) : reject(error);
      client.query(queries);
    });
  } catch (error) {
    // The stack of the caller, not of the driver's socket handler.
    Error.captureStackTrace(error as Error);
    throw error;
  }
}

export async function run<Row>(client: pg.ClientBase, statement: Statement): Promise<Row[]> {
  if (statement.isPlannedEachTime !== true) return (await runTogether(client, [statement])).rows[0] as Row[];
  const { name, text, values } = statement;
  // A comment names the statement in the database's own views.
  const result = await client.query({ text: `/* ${name} */ ${text}`, values: [...values], types });
  return result.rows as Row[];
}

/** Collects the values of a statement that is put together piece by piece. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder, `$1` and so on. */
  readonly add = (value: unknown): string => `$${this.values.push(value)}`;
}
