import pg from 'pg';

/** One SQL statement with its values. `name` makes PostgreSQL keep its plan on each connection; leave it out for rare shapes. */
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

export async function run<Row>(client: pg.ClientBase, { name, text, values }: Statement): Promise<Row[]> {
  const result = await client.query({ ...(name !== undefined && { name }), text, values: [...values], types });
  return result.rows as Row[];
}
