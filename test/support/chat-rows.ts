import type pg from 'pg';

/** Every table that holds something of a chat, as the database itself says. */
export async function chatTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ table_name: string }>(
    `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'chat_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return ['chat', ...rows.map(({ table_name }) => table_name)];
}

export async function rowsOf(pool: pg.Pool, table: string, chatId: number): Promise<number> {
  const column = table === 'chat' ? 'id' : 'chat_id';
  const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${table} WHERE ${column} = $1`, [chatId]);
  return Number(rows[0]?.count);
}
