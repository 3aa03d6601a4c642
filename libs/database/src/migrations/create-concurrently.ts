import type { QueryRunner } from 'typeorm';

/** Makes an index while others write; what a killed server left half-made is made again. */
export async function createConcurrently(runner: QueryRunner, name: string, definition: string): Promise<void> {
  const halfMade = await runner.manager.query<unknown[]>(
    'SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [name],
  );
  if (halfMade.length > 0) await runner.query(`DROP INDEX CONCURRENTLY ${name}`);
  await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ${definition}`);
}
