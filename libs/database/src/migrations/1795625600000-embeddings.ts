import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What passages mean, as vectors of an embedding model; empty while none is configured. */
export class Embeddings1795625600000 implements MigrationInterface {
  readonly name = 'Embeddings1795625600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE embedded_range, passage_vector');
  }
}

const STATEMENTS = [
  `CREATE TABLE passage_vector (
    chat_id bigint NOT NULL,
    passage_id integer NOT NULL,
    model text NOT NULL,
    packed bytea,
    CONSTRAINT passage_vector_pkey PRIMARY KEY (chat_id, passage_id),
    CONSTRAINT passage_vector_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  // Bits as random as these do not compress.
  'ALTER TABLE passage_vector ALTER packed SET STORAGE EXTERNAL',
  `CREATE TABLE embedded_range (
    chat_id bigint NOT NULL,
    model text NOT NULL,
    first_id integer NOT NULL,
    last_id integer NOT NULL,
    CONSTRAINT embedded_range_pkey PRIMARY KEY (chat_id),
    CONSTRAINT embedded_range_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
];
