import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the receiver of the webhooks last answered that it does not take a call, which says that it is there. */
export class ReceiverRefused1796900000000 implements MigrationInterface {
  readonly name = 'ReceiverRefused1796900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_receiver ADD COLUMN refused_at timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_receiver DROP COLUMN refused_at');
  }
}
