import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createConcurrently } from './create-concurrently.js';

/** How many chats at once: nobody waits for their rows while others are filled. */
const BATCH = 2_000;

/**
 * When the chats of before {@link ActiveMinute1796000200000} were active, and the index. Made while others read and
 * write, so outside a transaction; what a killed server left is gone on with.
 */
export class ActiveMinuteBefore1796000300000 implements MigrationInterface {
  readonly name = 'ActiveMinuteBefore1796000300000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (let after: string | undefined = '0'; after !== undefined; after = await fill(runner, after));
    await runner.query(`ALTER TABLE participant DROP CONSTRAINT IF EXISTS has_active_minute`);
    await runner.query(
      `ALTER TABLE participant ADD CONSTRAINT has_active_minute CHECK (active_minute IS NOT NULL) NOT VALID`,
    );
    await runner.query('ALTER TABLE participant VALIDATE CONSTRAINT has_active_minute');
    // Looks at no row, since the constraint says it already.
    await runner.query('ALTER TABLE participant ALTER COLUMN active_minute SET NOT NULL');
    await runner.query('ALTER TABLE participant DROP CONSTRAINT has_active_minute');
    await createConcurrently(
      runner,
      'participant_active_minute',
      'ON participant (user_id, active_minute) WHERE upper_inf(membership)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS participant_active_minute');
    await runner.query('ALTER TABLE participant ALTER COLUMN active_minute DROP NOT NULL');
  }
}

/** @returns the last chat that was looked at; undefined when there are no more */
async function fill(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [batch] = await runner.manager.query<{ last: string | null }[]>(
    `WITH chats AS (SELECT id, activity_at FROM chat WHERE id > $1 ORDER BY id LIMIT ${BATCH}), filled AS (
      UPDATE participant p SET active_minute = minute_of(chats.activity_at)
      FROM chats WHERE p.chat_id = chats.id AND p.active_minute IS NULL
    ) SELECT max(id) AS last FROM chats`,
    [after],
  );
  return batch?.last ?? undefined;
}
