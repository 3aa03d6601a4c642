import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands above a passage: rows of a table mean nothing without the labels of its columns. */
export class PassageContext1796000600000 implements MigrationInterface {
  readonly name = 'PassageContext1796000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE passage ADD COLUMN heading text, ADD COLUMN header text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE passage DROP COLUMN heading, DROP COLUMN header');
  }
}
