import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work is taken person by person: their oldest is found without reading what waits of anybody else. */
export class FairWork1795900000000 implements MigrationInterface {
  readonly name = 'FairWork1795900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message_work
      ADD COLUMN opened_at timestamptz(3) NOT NULL DEFAULT now(),
      ADD COLUMN reserved bigint NOT NULL DEFAULT 0`);
    await runner.query('CREATE INDEX message_work_turn ON message_work (kind, asker, message_id)');
    await runner.query('CREATE INDEX message_work_reserved ON message_work (asker) WHERE reserved > 0');
    await runner.query('CREATE INDEX message_work_begun ON message_work (message_id) WHERE lease IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_work_begun, message_work_reserved, message_work_turn');
    await runner.query('ALTER TABLE message_work DROP COLUMN reserved, DROP COLUMN opened_at');
  }
}
