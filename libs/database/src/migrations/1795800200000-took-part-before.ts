import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had taken part in groups before it was kept. By itself, so that nobody waits for the table while it counts. */
export class TookPartBefore1795800200000 implements MigrationInterface {
  readonly name = 'TookPartBefore1795800200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BEFORE);
  }

  async down(): Promise<void> {
    // The column goes.
  }
}

const BEFORE = `
  WITH active AS (
    SELECT chat_id, sender_id AS user_id FROM message GROUP BY chat_id, sender_id
    UNION SELECT chat_id, user_id FROM message_reaction
    UNION SELECT chat_id, user_id FROM receipt
    UNION SELECT chat_id, user_id FROM participant WHERE delivered_up_to > 0
    UNION SELECT id, owner_id FROM chat
  )
  UPDATE participant p SET took_part = true FROM active JOIN chat c ON c.id = active.chat_id AND c.chat_type = 'GROUP'
  WHERE p.chat_id = active.chat_id AND p.user_id = active.user_id AND upper_inf(p.membership) AND NOT p.took_part`;
