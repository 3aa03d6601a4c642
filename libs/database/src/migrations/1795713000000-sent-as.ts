import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As what a message was sent: by which service in its sender's name, and with which number of the chat. */
export class SentAs1795713000000 implements MigrationInterface {
  readonly name = 'SentAs1795713000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN sent_seq bigint, ADD COLUMN sent_by text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message DROP COLUMN sent_seq, DROP COLUMN sent_by');
  }
}
