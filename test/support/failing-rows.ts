import type pg from 'pg';

/**
 * Lets each change of some rows fail, for a reason that no repetition cures.
 * @param event such as `DELETE`
 * @param rows SQL: which, of `OLD` or `NEW`
 */
export async function failRows({ pool }: { readonly pool: pg.Pool }, event: string, table: string, rows: string) {
  await pool.query(`CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE 'never' USING ERRCODE = '22012'; END $$`);
  await pool.query(
    `CREATE TRIGGER fail BEFORE ${event} ON ${table} FOR EACH ROW WHEN (${rows}) EXECUTE FUNCTION fail()`,
  );
}

/** Ends it for all rows. */
export function failNoRows({ pool }: { readonly pool: pg.Pool }) {
  return pool.query('DROP FUNCTION fail CASCADE');
}
