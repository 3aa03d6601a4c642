import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Replies of other chats lose what they cite of a chat that is deleted or purged. Those of before are marked, so that they
 * follow; what is due of a chat outlives it.
 */
export class DeletedChatsDue1796800000000 implements MigrationInterface {
  readonly name = 'DeletedChatsDue1796800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE deleted_chat_due (
      chat_id bigint NOT NULL,
      look_at timestamptz(3) NOT NULL,
      is_seen boolean NOT NULL DEFAULT false,
      CONSTRAINT deleted_chat_due_pkey PRIMARY KEY (chat_id)
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
    await runner.query('CREATE INDEX deleted_chat_due_next ON deleted_chat_due (look_at)');
    await runner.query('ALTER TABLE message_citation_due DROP CONSTRAINT message_citation_due_chat_id_fkey');
    await runner.query(`INSERT INTO deleted_chat_due (chat_id, look_at)
      SELECT DISTINCT t.cited_chat_id, now() FROM message_citation t LEFT JOIN chat c ON c.id = t.cited_chat_id
      WHERE t.cited_chat_id <> t.chat_id AND coalesce(c.status, 'DELETED') = 'DELETED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DELETE FROM message_citation_due d WHERE NOT EXISTS (SELECT 1 FROM chat c WHERE c.id = d.chat_id)',
    );
    await runner.query(`ALTER TABLE message_citation_due ADD CONSTRAINT message_citation_due_chat_id_fkey
      FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE`);
    await runner.query('DROP TABLE deleted_chat_due');
  }
}
