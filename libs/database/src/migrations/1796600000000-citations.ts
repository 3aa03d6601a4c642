import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which replies cite a message, and which messages were edited or deleted whose citations have still to follow. */
export class Citations1796600000000 implements MigrationInterface {
  readonly name = 'Citations1796600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE message_citation (
      cited_chat_id bigint NOT NULL,
      cited_id bigint NOT NULL,
      chat_id bigint NOT NULL,
      message_id bigint NOT NULL,
      is_edited boolean NOT NULL DEFAULT false,
      CONSTRAINT message_citation_pkey PRIMARY KEY (cited_chat_id, cited_id, chat_id, message_id),
      CONSTRAINT message_citation_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX message_citation_reply ON message_citation (chat_id, message_id)');
    await runner.query(`CREATE TABLE message_citation_due (
      chat_id bigint NOT NULL,
      message_id bigint NOT NULL,
      due_seq bigint NOT NULL,
      CONSTRAINT message_citation_due_pkey PRIMARY KEY (chat_id, message_id),
      CONSTRAINT message_citation_due_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_citation_due');
    await runner.query('DROP TABLE message_citation');
  }
}
