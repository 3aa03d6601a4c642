import pg from 'pg';
import { breaksConnection } from './database-error.js';

/**
 * One SQL statement with its values. With a `name` its plan is made once on each connection, for any values. Without,
 * for statements put together piece by piece, it is planned each time for the values that it has.
 */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const INT8_OID = 20;

/** Ids and counters are int8 up to 2^53-1, so a number holds them. Only our own statements read them so. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID ? Number : (pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown),
};

/** What only the values decide (is this word rare?) must be planned knowing them. */
export async function runPlannedForValues<Row>(client: pg.ClientBase, statement: Statement): Promise<Row[]> {
  await client.query('BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan');
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

export async function run<Row>(client: pg.ClientBase, { name, text, values }: Statement): Promise<Row[]> {
  const result = await client.query({ ...(name !== undefined && { name }), text, values: [...values], types });
  return result.rows as Row[];
}
