import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passages say their language. What is indexed already is searched as it is, until a worker has indexed it again. */
export class PassageLanguages1796100000000 implements MigrationInterface {
  readonly name = 'PassageLanguages1796100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE passage ADD language text NOT NULL DEFAULT ''`);
    await runner.query('CREATE INDEX knowledge_version ON knowledge (version)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX knowledge_version');
    await runner.query('ALTER TABLE passage DROP COLUMN language');
  }
}
