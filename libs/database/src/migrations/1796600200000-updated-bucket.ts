import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each chat's row says in which ten minutes it last changed, so that an index gives the walk over every chat, and a
 * send touches that index once in ten minutes at most. The database keeps the column, as it keeps `active_minute`. See
 * docs/decisions/0028-every-chat-by-ten-minutes.md.
 */
export class UpdatedBucket1796600200000 implements MigrationInterface {
  readonly name = 'UpdatedBucket1796600200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE chat ADD COLUMN updated_bucket integer');
    for (const statement of KEPT) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER chat_updated_bucket_first ON chat');
    await runner.query('DROP TRIGGER chat_updated_bucket ON chat');
    await runner.query('DROP FUNCTION set_updated_bucket(), bucket_of(timestamptz)');
    await runner.query('ALTER TABLE chat DROP COLUMN updated_bucket');
  }
}

// ENABLE ALWAYS: bulk loads turn other triggers off.
const KEPT = [
  `CREATE FUNCTION bucket_of(at timestamptz) RETURNS integer LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$ SELECT floor(date_part('epoch', at) / 600)::integer $$`,

  `CREATE FUNCTION set_updated_bucket() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.updated_bucket := bucket_of(NEW.updated_at);
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER chat_updated_bucket_first BEFORE INSERT ON chat
    FOR EACH ROW EXECUTE FUNCTION set_updated_bucket()`,
  `CREATE TRIGGER chat_updated_bucket BEFORE UPDATE OF updated_at ON chat
    FOR EACH ROW WHEN (bucket_of(NEW.updated_at) IS DISTINCT FROM OLD.updated_bucket)
    EXECUTE FUNCTION set_updated_bucket()`,
  'ALTER TABLE chat ENABLE ALWAYS TRIGGER chat_updated_bucket_first',
  'ALTER TABLE chat ENABLE ALWAYS TRIGGER chat_updated_bucket',
];
