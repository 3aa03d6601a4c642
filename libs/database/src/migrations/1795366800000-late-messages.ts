import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the few messages that were confirmed after they had been posted, when a watermark passes them. */
export class LateMessages1795366800000 implements MigrationInterface {
  readonly name = 'LateMessages1795366800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX message_late ON message (chat_id, id) WHERE addressed_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_late');
  }
}
