import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many chats at once: nobody waits for their rows while others are filled. */
const BATCH = 2_000;
/** Messages at the beginning of a chat among which the one is that named it. */
const LOOKED_AT = 100;

/**
 * From which messages the titles of before {@link Edits1796400000000} were taken: from the first TEXT of a user that
 * has the title in it. Made while others read and write, so outside a transaction; what a killed server left is gone on
 * with.
 */
export class TitlesBefore1796400100000 implements MigrationInterface {
  readonly name = 'TitlesBefore1796400100000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (let after: string | undefined = '0'; after !== undefined; after = await fill(runner, after));
  }

  async down(): Promise<void> {
    // The column goes with the migration before.
  }
}

/** @returns the last chat that was looked at; undefined when there are no more */
async function fill(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [batch] = await runner.manager.query<{ last: string | null }[]>(
    `WITH chats AS (SELECT id, title FROM chat WHERE id > $1 ORDER BY id LIMIT ${BATCH}), filled AS (
      UPDATE chat c SET title_message_id = source.id
      FROM chats CROSS JOIN LATERAL (
        SELECT m.id FROM (
          SELECT * FROM message m WHERE m.chat_id = chats.id ORDER BY m.chat_id, m.id LIMIT ${LOOKED_AT}
        ) m WHERE m.is_user AND m.message_type = 'TEXT' AND strpos(m.content, chats.title) > 0
        ORDER BY m.id LIMIT 1
      ) source
      WHERE c.id = chats.id AND chats.title IS NOT NULL AND c.title = chats.title AND c.title_message_id IS NULL
    ) SELECT max(id) AS last FROM chats`,
    [after],
  );
  return batch?.last ?? undefined;
}
