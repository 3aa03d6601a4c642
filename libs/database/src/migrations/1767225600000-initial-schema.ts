import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every table carries chat_id and every key begins with it, so that the database can be sharded by chat. */
export class InitialSchema1767225600000 implements MigrationInterface {
  readonly name = 'InitialSchema1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gin');
    for (const statement of [...CHAT, ...MESSAGE, ...BESIDE_MESSAGE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE message_reaction, message_text, receipt, message, participant, chat_session, chat CASCADE',
    );
    await runner.query('DROP SEQUENCE message_id_seq, chat_id_seq');
  }
}

const CHAT = [
  'CREATE SEQUENCE chat_id_seq CACHE 1',
  // fillfactor 50: a send updates its chat's row, and stays on its page while there is room.
  `CREATE TABLE chat (
    id bigint NOT NULL,
    owner_id text NOT NULL,
    session_id text NOT NULL,
    rag_enabled boolean NOT NULL,
    title text,
    chat_type text NOT NULL,
    status text NOT NULL DEFAULT 'ACTIVE',
    deleted_at timestamptz(3),
    chat_metadata json,
    last_seq bigint NOT NULL DEFAULT 0,
    change_seq bigint NOT NULL DEFAULT 0,
    message_count bigint NOT NULL DEFAULT 0,
    last_message jsonb,
    activity_at timestamptz(3) NOT NULL DEFAULT now(),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT chat_pkey PRIMARY KEY (id),
    CONSTRAINT chat_type_known CHECK (chat_type IN ('PERSONAL', 'GROUP', 'SYSTEM')),
    CONSTRAINT chat_status_known CHECK (status IN ('ACTIVE', 'ARCHIVED', 'DELETED'))
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)`,
  `CREATE INDEX chat_deleted_at ON chat (deleted_at) WHERE status = 'DELETED'`,
  `CREATE TABLE chat_session (
    owner_id text NOT NULL,
    session_id text NOT NULL,
    chat_id bigint NOT NULL,
    CONSTRAINT chat_session_pkey PRIMARY KEY (owner_id, session_id),
    CONSTRAINT chat_session_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX chat_session_chat_id ON chat_session (chat_id)`,
  `CREATE TABLE participant (
    chat_id bigint NOT NULL,
    user_id text NOT NULL,
    membership int8multirange NOT NULL,
    delivered_up_to bigint NOT NULL DEFAULT 0,
    read_up_to bigint NOT NULL DEFAULT 0,
    seen_count bigint NOT NULL DEFAULT 0,
    change_seq bigint NOT NULL DEFAULT 0,
    CONSTRAINT participant_pkey PRIMARY KEY (chat_id, user_id),
    CONSTRAINT participant_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  ) WITH (fillfactor = 70)`,
  `CREATE INDEX participant_user_id_chat_id ON participant (user_id, chat_id)`,
];

const MESSAGE = [
  'CREATE SEQUENCE message_id_seq CACHE 1',
  `CREATE TABLE message (
    chat_id bigint NOT NULL,
    id bigint NOT NULL,
    change_seq bigint NOT NULL,
    sender_id text NOT NULL,
    is_user boolean NOT NULL,
    message_type text NOT NULL,
    status text NOT NULL,
    content text NOT NULL,
    message_metadata json,
    parent_message_id bigint,
    thread_root_id bigint,
    reply_count integer NOT NULL DEFAULT 0,
    reactions jsonb NOT NULL DEFAULT '{}',
    recipients integer,
    addressed_id bigint,
    client_message_id text,
    request_hash bytea,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT message_pkey PRIMARY KEY (chat_id, id),
    CONSTRAINT message_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE,
    CONSTRAINT message_type_known CHECK (message_type IN ('TEXT', 'IMAGE', 'FILE', 'SYSTEM')),
    CONSTRAINT message_status_known CHECK (status IN ('SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'))
  ) WITH (fillfactor = 85)`,
  `CREATE UNIQUE INDEX message_client_message_id ON message (chat_id, sender_id, client_message_id)
    WHERE client_message_id IS NOT NULL`,
  'CREATE INDEX message_change_seq ON message (chat_id, change_seq)',
  'CREATE INDEX message_id ON message (id)',
  `CREATE INDEX message_replies ON message (chat_id, parent_message_id, id) WHERE parent_message_id IS NOT NULL`,
  `CREATE INDEX message_thread ON message (chat_id, thread_root_id, id) WHERE thread_root_id IS NOT NULL`,
  `CREATE INDEX message_sending ON message (chat_id, id) WHERE status = 'SENDING'`,
];

const BESIDE_MESSAGE = [
  `CREATE TABLE receipt (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    user_id text NOT NULL,
    status text NOT NULL,
    CONSTRAINT receipt_pkey PRIMARY KEY (chat_id, message_id, user_id),
    CONSTRAINT receipt_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE,
    CONSTRAINT receipt_status_known CHECK (status IN ('DELIVERED', 'READ'))
  )`,
  `CREATE TABLE message_reaction (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    reaction text COLLATE "C" NOT NULL,
    user_id text NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT message_reaction_pkey PRIMARY KEY (chat_id, message_id, reaction, user_id),
    CONSTRAINT message_reaction_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  `CREATE TABLE message_text (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    folded text NOT NULL,
    CONSTRAINT message_text_pkey PRIMARY KEY (chat_id, message_id),
    CONSTRAINT message_text_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX message_text_trigrams ON message_text USING gin (chat_id, folded gin_trgm_ops)',
];
