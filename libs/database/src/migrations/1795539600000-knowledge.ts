import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What replies are made from: passages of messages and documents, and the index that ranks them. */
export class Knowledge1795539600000 implements MigrationInterface {
  readonly name = 'Knowledge1795539600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE posting, passage, document_text, knowledge');
  }
}

const STATEMENTS = [
  `CREATE TABLE knowledge (
    chat_id bigint NOT NULL,
    indexed_seq bigint NOT NULL DEFAULT 0,
    passage_count integer NOT NULL DEFAULT 0,
    total_length bigint NOT NULL DEFAULT 0,
    languages jsonb NOT NULL DEFAULT '{}',
    version integer NOT NULL,
    CONSTRAINT knowledge_pkey PRIMARY KEY (chat_id),
    CONSTRAINT knowledge_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE document_text (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    text text NOT NULL,
    CONSTRAINT document_text_pkey PRIMARY KEY (chat_id, message_id),
    CONSTRAINT document_text_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  `CREATE TABLE passage (
    chat_id bigint NOT NULL,
    id integer NOT NULL,
    message_id bigint NOT NULL,
    source text NOT NULL,
    start_at integer NOT NULL,
    end_at integer NOT NULL,
    text text NOT NULL,
    CONSTRAINT passage_pkey PRIMARY KEY (chat_id, id),
    CONSTRAINT passage_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX passage_message ON passage (chat_id, message_id)',
  // At most 4 KB a row, kept in the table and as they are: compressing or storing them apart would cost every search.
  `CREATE TABLE posting (
    chat_id bigint NOT NULL,
    term text COLLATE "C" NOT NULL,
    first_id integer NOT NULL,
    packed bytea NOT NULL,
    CONSTRAINT posting_pkey PRIMARY KEY (chat_id, term, first_id),
    CONSTRAINT posting_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  ) WITH (toast_tuple_target = 8160, fillfactor = 90)`,
  'ALTER TABLE posting ALTER packed SET STORAGE EXTERNAL',
];
