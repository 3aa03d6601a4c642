import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the server still has to do: replies to write and documents to read. A small table, however many messages. */
export class MessageWork1795453200000 implements MigrationInterface {
  readonly name = 'MessageWork1795453200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE chat ADD COLUMN deleted_seq bigint NOT NULL DEFAULT 0');
    await runner.query(`CREATE TABLE message_work (
      chat_id bigint NOT NULL,
      message_id bigint NOT NULL,
      kind text NOT NULL,
      asker text NOT NULL,
      change_seq bigint NOT NULL,
      attempt integer NOT NULL DEFAULT 1,
      claims integer NOT NULL DEFAULT 0,
      lease uuid,
      leased_until timestamptz(3),
      CONSTRAINT message_work_pkey PRIMARY KEY (chat_id, message_id),
      CONSTRAINT message_work_kind_known CHECK (kind IN ('reply', 'file')),
      CONSTRAINT message_work_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
    ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_work');
    await runner.query('ALTER TABLE chat DROP COLUMN deleted_seq');
  }
}
