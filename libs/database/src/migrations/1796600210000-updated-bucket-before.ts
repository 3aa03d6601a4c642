import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createConcurrently } from './create-concurrently.js';

/** How many chats at once: nobody waits for their rows while others are filled. */
const BATCH = 2_000;

/**
 * When the chats of before {@link UpdatedBucket1796600200000} last changed, and the index. Made while others read and
 * write, so outside a transaction; what a killed server left is gone on with.
 */
export class UpdatedBucketBefore1796600210000 implements MigrationInterface {
  readonly name = 'UpdatedBucketBefore1796600210000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (let after: string | undefined = '0'; after !== undefined; after = await fill(runner, after));
    await runner.query('ALTER TABLE chat DROP CONSTRAINT IF EXISTS has_updated_bucket');
    await runner.query(
      'ALTER TABLE chat ADD CONSTRAINT has_updated_bucket CHECK (updated_bucket IS NOT NULL) NOT VALID',
    );
    await runner.query('ALTER TABLE chat VALIDATE CONSTRAINT has_updated_bucket');
    // Looks at no row, since the constraint says it already.
    await runner.query('ALTER TABLE chat ALTER COLUMN updated_bucket SET NOT NULL');
    await runner.query('ALTER TABLE chat DROP CONSTRAINT has_updated_bucket');
    await createConcurrently(runner, 'chat_updated_bucket', 'ON chat (updated_bucket, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS chat_updated_bucket');
    await runner.query('ALTER TABLE chat ALTER COLUMN updated_bucket DROP NOT NULL');
  }
}

/** @returns the last chat that was looked at; undefined when there are no more */
async function fill(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [batch] = await runner.manager.query<{ last: string | null }[]>(
    `WITH chats AS (SELECT id FROM chat WHERE id > $1 ORDER BY id LIMIT ${BATCH}), filled AS (
      UPDATE chat c SET updated_bucket = bucket_of(c.updated_at)
      FROM chats WHERE c.id = chats.id AND c.updated_bucket IS NULL
    ) SELECT max(id) AS last FROM chats`,
    [after],
  );
  return batch?.last ?? undefined;
}
