import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What servers seal their hints with. The key is made here, so that it is in no log and no setting. */
export class BusKey1795800000000 implements MigrationInterface {
  readonly name = 'BusKey1795800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bus_key');
  }
}

const STATEMENTS = [
  `CREATE TABLE bus_key (
    id integer NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT bus_key_pkey PRIMARY KEY (id)
  )`,
  'REVOKE ALL ON bus_key FROM PUBLIC',
  // Default privileges may have given it to others.
  `DO $$ DECLARE other name; BEGIN
    FOR other IN SELECT DISTINCT r.rolname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
      WHERE c.oid = 'bus_key'::regclass AND a.grantee <> c.relowner
    LOOP EXECUTE format('REVOKE ALL ON bus_key FROM %I', other); END LOOP;
  END $$`,
  // 488 random bits.
  `INSERT INTO bus_key (id, key) SELECT 1, sha256(string_agg(uuid_send(gen_random_uuid()), '')) FROM generate_series(1, 4)`,
];
