import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each participant's row says in which minute its chat was last active, so that an index by person is in the list's
 * order, except within a minute. The database keeps it: the rule is written once, and holds for what others load
 * into the tables, too. See docs/decisions/0013-lists-by-the-minute.md.
 */
export class ActiveMinute1796000200000 implements MigrationInterface {
  readonly name = 'ActiveMinute1796000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE participant ADD COLUMN active_minute integer');
    for (const statement of KEPT) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER chat_active_minute ON chat');
    await runner.query('DROP TRIGGER participant_active_minute ON participant');
    await runner.query('DROP FUNCTION move_active_minute(), fill_active_minute(), minute_of(timestamptz)');
    await runner.query('ALTER TABLE participant DROP COLUMN active_minute');
  }
}

// ENABLE ALWAYS: bulk loads turn other triggers off.
const KEPT = [
  `CREATE FUNCTION minute_of(at timestamptz) RETURNS integer LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$ SELECT floor(date_part('epoch', at) / 60)::integer $$`,

  `CREATE FUNCTION fill_active_minute() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.active_minute := minute_of(coalesce((SELECT activity_at FROM chat WHERE id = NEW.chat_id), now()));
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER participant_active_minute BEFORE INSERT ON participant
    FOR EACH ROW WHEN (NEW.active_minute IS NULL) EXECUTE FUNCTION fill_active_minute()`,
  'ALTER TABLE participant ENABLE ALWAYS TRIGGER participant_active_minute',

  `CREATE FUNCTION move_active_minute() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE participant SET active_minute = minute_of(NEW.activity_at) WHERE chat_id = NEW.id;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER chat_active_minute AFTER UPDATE OF activity_at ON chat
    FOR EACH ROW WHEN (minute_of(OLD.activity_at) <> minute_of(NEW.activity_at)) EXECUTE FUNCTION move_active_minute()`,
  'ALTER TABLE chat ENABLE ALWAYS TRIGGER chat_active_minute',
];
