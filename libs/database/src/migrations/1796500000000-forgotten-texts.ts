import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passages get ids that are never given twice, and say how long they are, so that they can be taken out of the index again. */
export class ForgottenTexts1796500000000 implements MigrationInterface {
  readonly name = 'ForgottenTexts1796500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE knowledge ADD first_id integer NOT NULL DEFAULT 1, ADD next_id integer NOT NULL DEFAULT 1',
    );
    await runner.query('UPDATE knowledge SET next_id = passage_count + 1');
    // Of those that are there nothing says it: a chat that forgets one of them is indexed again.
    await runner.query('ALTER TABLE passage ADD length integer');
    // As good as empty each time somebody looks: see message_text_new.
    await runner.query(`CREATE TABLE forgotten_text (
      chat_id bigint NOT NULL,
      message_id bigint NOT NULL,
      id uuid NOT NULL,
      passages int4multirange NOT NULL DEFAULT '{}',
      language text NOT NULL DEFAULT '',
      length bigint,
      reached_term text COLLATE "C",
      reached_id integer,
      CONSTRAINT forgotten_text_pkey PRIMARY KEY (chat_id, message_id, id),
      CONSTRAINT forgotten_text_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
    ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
      autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forgotten_text');
    await runner.query('ALTER TABLE passage DROP COLUMN length');
    await runner.query('ALTER TABLE knowledge DROP COLUMN first_id, DROP COLUMN next_id');
  }
}
