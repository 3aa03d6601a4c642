import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the tokens of a person count again. */
export class TokenRevocation1796300400000 implements MigrationInterface {
  readonly name = 'TokenRevocation1796300400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE token_revocation (
      user_id text NOT NULL,
      revoked_before timestamptz(3) NOT NULL,
      CONSTRAINT token_revocation_pkey PRIMARY KEY (user_id)
    )`);
    await runner.query('CREATE INDEX token_revocation_by_moment ON token_revocation (revoked_before, user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE token_revocation');
  }
}
