import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many chats at once: nobody waits for their rows. */
const BATCH = 200;

/**
 * What the replies of before {@link Citations1796600000000} cite. Made while others read and write, so outside a
 * transaction; what a killed server left is gone on with.
 */
export class CitationsBefore1796600100000 implements MigrationInterface {
  readonly name = 'CitationsBefore1796600100000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (let after: string | undefined = '0'; after !== undefined; after = await fill(runner, after));
  }

  async down(): Promise<void> {
    // The table goes with the migration before.
  }
}

/** @returns the last chat that was looked at; undefined when there are no more */
async function fill(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [batch] = await runner.manager.query<{ last: string | null }[]>(
    `WITH chats AS (SELECT id FROM chat WHERE rag_enabled AND id > $1 ORDER BY id LIMIT ${BATCH}), filled AS (
      INSERT INTO message_citation (cited_chat_id, cited_id, chat_id, message_id)
      SELECT DISTINCT coalesce((c->>'chat_id')::bigint, r.chat_id), (c->>'message_id')::bigint, r.chat_id, r.id
      FROM chats JOIN message r ON r.chat_id = chats.id AND r.sender_id = 'assistant' AND r.status <> 'SENDING'
      CROSS JOIN LATERAL json_array_elements(CASE json_typeof(r.message_metadata->'rag'->'citations')
        WHEN 'array' THEN r.message_metadata->'rag'->'citations' ELSE '[]' END) c
      WHERE c->>'message_id' IS NOT NULL
      ON CONFLICT DO NOTHING
    ) SELECT max(id) AS last FROM chats`,
    [after],
  );
  return batch?.last ?? undefined;
}
