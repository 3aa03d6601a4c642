import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which chats the receiver of the webhooks has to be told of, and how it is. */
export class WebhookDue1796300000000 implements MigrationInterface {
  readonly name = 'WebhookDue1796300000000';

  async up(runner: QueryRunner): Promise<void> {
    // It outlives its chat, so there is no foreign key. As good as empty each time somebody looks: see message_text_new.
    await runner.query(`CREATE TABLE webhook_due (
      chat_id bigint NOT NULL,
      due_seq bigint NOT NULL,
      delivered_seq bigint NOT NULL,
      delivered_id bigint,
      due_since timestamptz(3) NOT NULL,
      next_try_at timestamptz(3),
      lease uuid,
      failures integer NOT NULL DEFAULT 0,
      failing_since timestamptz(3),
      last_failure text,
      CONSTRAINT webhook_due_pkey PRIMARY KEY (chat_id)
    ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
      autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)`);
    await runner.query('CREATE INDEX webhook_due_next ON webhook_due (next_try_at)');
    await runner.query(`CREATE TABLE webhook_receiver (
      id integer NOT NULL,
      failures integer NOT NULL DEFAULT 0,
      failed_chat_id bigint,
      next_try_at timestamptz(3) NOT NULL,
      CONSTRAINT webhook_receiver_pkey PRIMARY KEY (id),
      CONSTRAINT webhook_receiver_is_one CHECK (id = 1)
    )`);
    await runner.query('INSERT INTO webhook_receiver (id, next_try_at) VALUES (1, now())');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_receiver');
    await runner.query('DROP TABLE webhook_due');
  }
}
