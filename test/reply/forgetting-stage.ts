import { forgetStatements } from '#libs/knowledge';
import type { ApiServer } from '../support/api-server.js';
import type { KnowledgeStage } from './knowledge-stage.js';

/** The text of a message becomes another, or none, as an act does it: in one change of its chat. */
export async function replaceText(
  { database }: KnowledgeStage,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
  content = '',
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query({
      name: '',
      text: `WITH raised AS (UPDATE chat SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq)
        UPDATE message SET content = $3, change_seq = last_seq FROM raised WHERE chat_id = $1 AND message.id = $2`,
      values: [chatId, messageId, content],
    });
    for (const statement of forgetStatements([{ chatId, messageId }])) await tx.query(statement);
  });
}

/** What a chat's index holds, with its passages called by their places in order. */
export async function indexOf({ pool }: ApiServer, chatId: number): Promise<object> {
  const { rows: passages } = await pool.query<{ id: number; text: string }>(
    'SELECT id, text, language, length FROM passage WHERE chat_id = $1 ORDER BY id',
    [chatId],
  );
  const places = new Map(passages.map(({ id }, nth) => [id, nth]));
  const { rows: blocks } = await pool.query<{ term: string; first_id: number; packed: Buffer }>(
    'SELECT term, first_id, packed FROM posting WHERE chat_id = $1 ORDER BY term, first_id',
    [chatId],
  );
  const postings = new Map<string, (number | undefined)[][]>();
  for (const { term, first_id: firstId, packed } of blocks)
    for (let at = 0; at < packed.length; at += 4) {
      const posting = [places.get(firstId + packed.readUInt16BE(at)), packed[at + 2], packed[at + 3]];
      postings.set(term, [...(postings.get(term) ?? []), posting]);
    }
  const { rows: counts } = await pool.query<object>(
    'SELECT passage_count, total_length, languages FROM knowledge WHERE chat_id = $1 AND passage_count > 0',
    [chatId],
  );
  return { passages: passages.map((passage) => ({ ...passage, id: places.get(passage.id) })), postings, counts };
}

/** Where in what is known of a chat any of the texts stands, also as bytes: `table.column`. */
export async function columnsWith({ pool }: ApiServer, chatId: number, texts: readonly string[]): Promise<string[]> {
  const tables = [
    'document_text',
    'embedded_range',
    'forgotten_text',
    'knowledge',
    'passage',
    'passage_vector',
    'posting',
  ];
  const { rows: columns } = await pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = ANY ($1) ORDER BY table_name, ordinal_position`,
    [tables],
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await pool.query(
      `SELECT 1 FROM ${table}, unnest($2::text[]) form WHERE chat_id = $1 AND (strpos(lower(${column}::text), lower(form)) > 0
         OR strpos(${column}::text, encode(convert_to(form, 'UTF8'), 'hex')) > 0) LIMIT 1`,
      [chatId, texts],
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}
