import type pg from 'pg';
import { KnowledgeService } from '#libs/knowledge';
import type { ApiServer } from './api-server.js';
import { until } from './until.js';

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/**
 * In which columns of which tables, of all that there are, one of these words stands in any form that can be read, also
 * among the examples that ANALYZE keeps, but for those of single words.
 */
export async function placesOf(pool: pg.Pool, ...words: readonly string[]): Promise<string[]> {
  const { rows: columns } = await pool.query<Column>(
    `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
  );
  const forms = words.flatMap((word) => [word, ...base64Of(word)]).map((form) => `%${form.toLowerCase()}%`);
  const places: string[] = [];
  for (const { table_name, column_name, data_type } of columns) {
    const text = data_type === 'bytea' ? `encode("${column_name}", 'escape')` : `"${column_name}"::text`;
    const found = await pool.query(`SELECT 1 FROM "${table_name}" WHERE lower(${text}) LIKE ANY ($1) LIMIT 1`, [forms]);
    if (found.rowCount !== 0) places.push(`${table_name}.${column_name}`);
  }
  const examples = await pool.query<{ place: string }>(
    `SELECT tablename || '.' || attname || ' (ANALYZE)' AS place FROM pg_stats WHERE schemaname = 'public' AND (tablename, attname) <> ('posting', 'term')
      AND lower(concat(most_common_vals, most_common_elems, histogram_bounds)) LIKE ANY ($1)`,
    [forms],
  );
  return [...places, ...examples.rows.map(({ place }) => place)];
}

/**
 * Waits until none of these words stands anywhere. The index forgets at once, and not only when a worker comes to it.
 * @throws Error that names where one still stands
 */
export async function untilNowhere({ app, pool }: ApiServer, ...words: readonly string[]): Promise<void> {
  const knowledge = app.get(KnowledgeService, { strict: false });
  let places: readonly string[] = [];
  const isNowhere = async () => {
    await knowledge.forget(AbortSignal.timeout(60_000));
    places = await placesOf(pool, ...words);
    return places.length === 0;
  };
  await until(isNowhere).catch((cause: unknown) => {
    throw new Error(`still in: ${places.join(', ')}`, { cause });
  });
}

/** A word within a text in base64, wherever it begins; without what its neighbours decide. */
function base64Of(word: string): string[] {
  return ['', 'x', 'xx'].map((before) =>
    Buffer.from(before + word)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before.length === 0 ? 0 : 4, -2),
  );
}
