import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have stored on each of the last days. */
export class StoredUsage1796000100000 implements MigrationInterface {
  readonly name = 'StoredUsage1796000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stored_usage (
      user_id text NOT NULL,
      day date NOT NULL,
      bytes bigint NOT NULL,
      CONSTRAINT stored_usage_pkey PRIMARY KEY (user_id, day)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stored_usage');
  }
}
