import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a message was edited and deleted, by which act its content came, and from which message a title was taken. */
export class Edits1796400000000 implements MigrationInterface {
  readonly name = 'Edits1796400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE message ADD COLUMN edited_at timestamptz(3), ADD COLUMN deleted_at timestamptz(3), ADD COLUMN edit_id bigint',
    );
    await runner.query('ALTER TABLE chat ADD COLUMN title_message_id bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE chat DROP COLUMN title_message_id');
    await runner.query('ALTER TABLE message DROP COLUMN edited_at, DROP COLUMN deleted_at, DROP COLUMN edit_id');
  }
}
