import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has taken part in a chat, and who is only in it. */
export class TookPart1795800100000 implements MigrationInterface {
  readonly name = 'TookPart1795800100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE participant ADD COLUMN took_part boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE participant DROP COLUMN took_part');
  }
}
