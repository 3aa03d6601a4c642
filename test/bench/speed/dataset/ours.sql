-- The benchmark's data in our schema, after the migrations of an empty database and source.sql in the same session.
-- The last statement shows what must be zero: rows without their partner, counters that differ from counting.

-- Indexes that are no constraint are built after the load.
CREATE TEMP TABLE later AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'));

DO $$ DECLARE each text;
BEGIN
  FOR each IN SELECT name FROM later LOOP EXECUTE 'DROP INDEX ' || each; END LOOP;
END $$;

-- Foreign keys hold by construction.
SET session_replication_role = replica;

-- Every send is one change of its chat, and the reaction to it another.
CREATE TEMP TABLE numbered AS
SELECT m.*, c.owner, c.people, sum(1 + is_reacted::int) OVER (PARTITION BY chat_id ORDER BY m.id) AS seq,
  CASE WHEN NOT is_user THEN 'assistant' WHEN people = 1 THEN owner ELSE 'g' || people || '-' || (1 + turn % people) END AS sender
FROM source_message m JOIN source_chat c ON c.id = m.chat_id;

INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, reactions, recipients,
  created_at, updated_at)
SELECT chat_id, id, seq, sender, is_user, 'TEXT', 'SENT', substr(repeat(md5(id::text), 7), 1, 200),
  CASE WHEN is_reacted THEN '{"like": {"count": 1, "user_ids": ["u7"]}}'::jsonb ELSE '{}'::jsonb END,
  nullif(people - 1, 0), sent_at, sent_at
FROM numbered, LATERAL (SELECT date_trunc('milliseconds', began + id * interval '1 second') AS sent_at FROM size) at
ORDER BY id;

INSERT INTO message_reaction (chat_id, message_id, reaction, user_id, seq)
SELECT chat_id, id, 'like', 'u7', seq FROM numbered WHERE is_reacted ORDER BY chat_id, id;

INSERT INTO message_text (chat_id, message_id, folded) SELECT chat_id, id, lower(content) FROM message ORDER BY id;

INSERT INTO chat (id, owner_id, session_id, rag_enabled, title, chat_type, last_seq, message_count, last_message,
  activity_at, created_at, updated_at)
SELECT c.id, c.owner, 's' || c.id, false, 'Chat number ' || c.id, CASE WHEN c.people = 1 THEN 'PERSONAL' ELSE 'GROUP' END,
  coalesce(t.last_seq, 0), CASE WHEN c.people = 1 THEN coalesce(t.answers, 0) ELSE coalesce(t.sent, 0) END,
  CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'sender_id', m.sender_id, 'is_user', m.is_user,
    'message_type', m.message_type, 'status', m.status, 'content', left(m.content, 201),
    'created_at', to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END,
  coalesce(m.created_at, size.began), size.began, coalesce(m.created_at, size.began)
FROM size, source_chat c
LEFT JOIN (
  SELECT chat_id, max(id) AS last, max(change_seq) AS last_seq, count(*) AS sent, count(*) FILTER (WHERE NOT is_user) AS answers
  FROM message GROUP BY chat_id
) t ON t.chat_id = c.id
LEFT JOIN message m ON m.chat_id = c.id AND m.id = t.last
ORDER BY c.id;

INSERT INTO chat_session (owner_id, session_id, chat_id) SELECT owner, 's' || id, id FROM source_chat ORDER BY id;

INSERT INTO participant (chat_id, user_id, membership, seen_count, took_part)
SELECT p.chat_id, p.user_id, '{(0,)}', coalesce(own.sent, 0), p.user_id = c.owner OR own.sent IS NOT NULL
FROM source_person p JOIN source_chat c ON c.id = p.chat_id
LEFT JOIN (SELECT chat_id, sender, count(*) AS sent FROM numbered WHERE people > 1 GROUP BY chat_id, sender) own
  ON own.chat_id = p.chat_id AND own.sender = p.user_id
ORDER BY p.chat_id;

SET session_replication_role = DEFAULT;

DO $$ DECLARE each text;
BEGIN
  FOR each IN SELECT definition FROM later LOOP EXECUTE each; END LOOP;
END $$;

SELECT setval('message_id_seq', (SELECT max(id) FROM source_message)), setval('chat_id_seq', (SELECT max(id) FROM source_chat));

VACUUM (ANALYZE, FREEZE);

CHECKPOINT;

SELECT
  (SELECT count(*)::int FROM message m LEFT JOIN chat c ON c.id = m.chat_id WHERE c.id IS NULL) AS orphans,
  (SELECT count(*)::int FROM chat c LEFT JOIN participant p ON p.chat_id = c.id AND p.user_id = c.owner_id
    WHERE p.chat_id IS NULL) AS ownerless,
  (SELECT count(*)::int FROM chat c JOIN (
      SELECT chat_id, max(id) AS last, max(change_seq) AS seq, count(*) AS sent, count(*) FILTER (WHERE NOT is_user) AS answers
      FROM message GROUP BY chat_id
    ) t ON t.chat_id = c.id
    WHERE c.last_seq <> t.seq OR (c.last_message->>'id')::bigint <> t.last
      OR c.message_count <> CASE WHEN c.chat_type = 'GROUP' THEN t.sent ELSE t.answers END) AS wrong_counters,
  (SELECT count(*)::int FROM participant p JOIN chat c ON c.id = p.chat_id LEFT JOIN (
      SELECT chat_id, sender_id, count(*) AS sent FROM message GROUP BY chat_id, sender_id
    ) own ON own.chat_id = p.chat_id AND own.sender_id = p.user_id
    WHERE c.chat_type = 'GROUP' AND p.seen_count <> coalesce(own.sent, 0)) AS wrong_unread,
  (SELECT count(*)::int FROM (SELECT chat_id, id FROM message EXCEPT SELECT chat_id, message_id FROM message_text) m) AS texts_missing,
  (SELECT count(*)::int FROM source_message) - (SELECT count(*)::int FROM message) AS messages_missing;
