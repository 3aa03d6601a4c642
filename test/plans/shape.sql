-- A database as large ones are. Chat 1 is the large one, chat 2 a GROUP of 500; all are of its owner's 1,000 at most.
-- Needs shape.large (messages in chat 1), shape.messages and shape.chats. People are called person-1 and so on.
SET session_replication_role = replica;
SET maintenance_work_mem = '256MB';
SET work_mem = '64MB';

CREATE TEMP TABLE later AS
  SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS of, pg_get_indexdef(i.indexrelid) AS definition,
    c.conname AS key, pg_get_constraintdef(c.oid) AS key_definition
  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
  WHERE i.indrelid IN ('message'::regclass, 'message_text'::regclass);
DO $$ DECLARE l record; BEGIN
  FOR l IN SELECT * FROM later LOOP
    IF l.key IS NULL THEN EXECUTE 'DROP INDEX ' || l.name;
    ELSE EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %s', l.of, l.key); END IF;
  END LOOP;
END $$;

-- Spread over time: neighbours in the table belong to different chats.
CREATE TEMP TABLE said AS
  SELECT id, chat_id, row_number() OVER (PARTITION BY chat_id ORDER BY id) AS seq,
    'person-' || (chat_id - 1) / 1000 + 1 AS owner, id % 2 = 0 AS is_user,
    'note ' || id AS content,
    now() - make_interval(secs => shape.messages - id) AS at
  FROM (
    SELECT id, CASE
      WHEN id * shape.large / shape.messages > (id - 1) * shape.large / shape.messages THEN 1
      ELSE 2 + id % (shape.chats - 1) END AS chat_id
    FROM generate_series(1, (SELECT messages FROM shape)) id, shape
  ) placed, shape;
INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, parent_message_id,
    thread_root_id, recipients, created_at, updated_at)
  SELECT chat_id, id, seq, CASE WHEN is_user OR chat_id = 2 THEN owner ELSE 'assistant' END, is_user, 'TEXT', 'SENT', content,
    NULL, NULL, CASE WHEN chat_id = 2 THEN 499 END, at, at FROM said ORDER BY id;
INSERT INTO message_text (chat_id, message_id, folded) SELECT chat_id, id, content FROM said ORDER BY id;
INSERT INTO chat (id, owner_id, session_id, rag_enabled, title, chat_type, last_seq, message_count, last_message,
    activity_at, created_at, updated_at)
  SELECT g, 'person-' || (g - 1) / 1000 + 1, 'session-' || g, false, 'Chat ' || g, CASE g WHEN 2 THEN 'GROUP' ELSE 'PERSONAL' END,
    coalesce(l.seq, 0), coalesce(l.seq / 2, 0),
    CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('id', l.id, 'sender_id', 'assistant', 'is_user', l.is_user,
      'message_type', 'TEXT', 'status', 'SENT', 'content', l.content, 'created_at', '2026-01-01T00:00:00.000Z') END,
    coalesce(l.at, now() - interval '1 year'), now() - interval '1 year', coalesce(l.at, now() - interval '1 year')
  FROM shape, generate_series(1, shape.chats) g
  LEFT JOIN (SELECT DISTINCT ON (chat_id) * FROM said ORDER BY chat_id, seq DESC) l ON l.chat_id = g;
INSERT INTO chat_session (owner_id, session_id, chat_id) SELECT owner_id, session_id, id FROM chat;
INSERT INTO participant (chat_id, user_id, membership) SELECT id, owner_id, '{(0,)}' FROM chat;
INSERT INTO participant (chat_id, user_id, membership) SELECT 2, 'member-' || g, '{(0,)}' FROM generate_series(1, 499) g;
INSERT INTO receipt (chat_id, message_id, user_id, status)
  SELECT 2, id, 'member-' || g, 'READ' FROM (SELECT id FROM said WHERE chat_id = 2 ORDER BY id DESC LIMIT 100) latest, generate_series(1, 50) g;
INSERT INTO receipt (chat_id, message_id, user_id, status)
  SELECT chat_id, id, 'reader-' || g, 'READ' FROM said, generate_series(1, 10) g WHERE chat_id > 4 AND id % 100 = 0;
INSERT INTO message_reaction (chat_id, message_id, reaction, user_id, seq)
  SELECT chat_id, id, '👍', 'person-1', 1 FROM said WHERE id % 50 = 0;
WITH first AS MATERIALIZED (SELECT min(id) AS id FROM said WHERE chat_id = 1)
  UPDATE message SET parent_message_id = first.id, thread_root_id = first.id
  FROM first WHERE chat_id = 1 AND message.id > first.id AND message.id % 100 = 0;
-- What others have waiting, and what is known of other chats: nobody looks into it, but plans are made for it.
INSERT INTO message_work (chat_id, message_id, kind, asker, change_seq, leased_until)
  SELECT chat_id, id, 'file', owner, seq, now() + interval '1 hour' FROM said WHERE id <= 500;
INSERT INTO knowledge (chat_id, indexed_seq, next_id, passage_count, total_length, languages, version)
  SELECT g, 1000000000, 41, 40, 400, '{"en": {"passages": 40, "length": 400, "configuration": "english"}}', 2 FROM shape, generate_series(1, least(shape.chats, 3000)) g;
INSERT INTO passage (chat_id, id, message_id, source, start_at, end_at, text)
  SELECT k.chat_id, g, g, 'message', 0, 10, 'a passage ' || g FROM knowledge k, generate_series(1, 40) g;
INSERT INTO posting (chat_id, term, first_id, packed) SELECT k.chat_id, 'en term' || g, 1, '\x00000101' FROM knowledge k, generate_series(1, 40) g;
INSERT INTO passage_vector (chat_id, passage_id, model, packed) SELECT k.chat_id, g, 'e', '\x00' FROM knowledge k, generate_series(1, 40) g;
INSERT INTO embedded_range (chat_id, model, first_id, last_id) SELECT chat_id, 'e', 1, 40 FROM knowledge;
SELECT setval('message_id_seq', messages), setval('chat_id_seq', chats) FROM shape;

DO $$ DECLARE l record; BEGIN
  FOR l IN SELECT * FROM later LOOP
    IF l.key IS NULL THEN EXECUTE l.definition;
    ELSE EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %s %s', l.of, l.key, l.key_definition); END IF;
  END LOOP;
END $$;
