import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createConcurrently } from './create-concurrently.js';

/**
 * Finds a message by its id alone with an index that cannot be walked in order. With one that can, PostgreSQL walks it
 * for a page of a chat, through the messages of all others. And finds the few that are no TEXT, and that FAILED, without
 * looking at the whole chat. Made while others read and write, so outside a transaction; what a killed server left
 * half-made is made again.
 */
export class MessageById1795712000000 implements MigrationInterface {
  readonly name = 'MessageById1795712000000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createConcurrently(runner, 'message_by_id', 'ON message USING hash (id)');
    await createConcurrently(
      runner,
      'message_other_types',
      `ON message (chat_id, message_type, id) WHERE message_type <> 'TEXT'`,
    );
    await createConcurrently(runner, 'message_failed', `ON message (chat_id, id) WHERE status = 'FAILED'`);
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS message_id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await createConcurrently(runner, 'message_id', 'ON message (id)');
    for (const name of ['message_by_id', 'message_other_types', 'message_failed'])
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
}
