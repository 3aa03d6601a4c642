import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have used of the language model today. */
export class ReplyTokens1795453300000 implements MigrationInterface {
  readonly name = 'ReplyTokens1795453300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reply_tokens (
      user_id text NOT NULL,
      day date NOT NULL,
      tokens bigint NOT NULL,
      CONSTRAINT reply_tokens_pkey PRIMARY KEY (user_id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reply_tokens');
  }
}
