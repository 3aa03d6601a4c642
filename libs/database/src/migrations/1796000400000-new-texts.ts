import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages whose text waits to be indexed for `q`: a send writes the key alone, and a worker the trigrams. */
export class NewTexts1796000400000 implements MigrationInterface {
  readonly name = 'NewTexts1796000400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // Vacuumed by the number of rows that have come and gone: the table is as good as empty each time somebody looks. It
  // keeps its empty pages, since giving them back would lock out senders.
  `CREATE TABLE message_text_new (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT message_text_new_pkey PRIMARY KEY (chat_id, message_id)
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = false)`,
  // Checking it locks the chat's row, for which a move would wait behind a purge that waits for the move.
  'ALTER TABLE message_text DROP CONSTRAINT message_text_chat_id_fkey',
];

const DOWN = [
  `INSERT INTO message_text (chat_id, message_id, folded)
    SELECT m.chat_id, m.id, lower(left(m.content, 32768))
    FROM message_text_new n JOIN message m ON m.chat_id = n.chat_id AND m.id = n.message_id ON CONFLICT DO NOTHING`,
  'DROP TABLE message_text_new',
  `ALTER TABLE message_text ADD CONSTRAINT message_text_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id)
    ON DELETE CASCADE`,
];
