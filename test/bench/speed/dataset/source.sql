-- What both schemas are filled from, in temporary tables of this session. Plain SQL, statements end with ";" at the end
-- of a line. Settings: bench.messages, bench.people, bench.chats (of each person), bench.groups (chats of each size of
-- group), bench.turns (messages in each of those); bench.grows = 'on' makes the shape of the growth runs out of
-- bench.messages alone: half of the messages are in chat 1 of u1, and one chat for each 100 of them is u1's.

CREATE TEMP TABLE size AS
SELECT messages, per_person, groups, turns, grows,
  CASE WHEN grows THEN greatest(2, messages / 50) ELSE people * per_person END AS chats,
  now() - CASE WHEN grows THEN interval '300 days' ELSE interval '30 days' END AS began
FROM (SELECT current_setting('bench.messages')::bigint AS messages, current_setting('bench.people')::bigint AS people,
  current_setting('bench.chats')::bigint AS per_person, current_setting('bench.groups')::bigint AS groups,
  current_setting('bench.turns')::bigint AS turns, current_setting('bench.grows')::boolean AS grows) given;

-- u1 to u200 own 1,000 chats each; the chats behind these have 1, 10, 100 or 1,000 people, g10-1 to g10-10 and so on.
CREATE TEMP TABLE source_chat AS
SELECT g AS id, 1 AS people, CASE WHEN NOT grows THEN 'u' || ((g - 1) / per_person + 1)
  WHEN g <= messages / 100 THEN 'u1' ELSE 'u2' END AS owner
FROM size, generate_series(1, chats) g
UNION ALL
SELECT chats + (rank - 1) * groups + nth, people, 'g' || people || '-1'
FROM size, unnest(ARRAY[1, 10, 100, 1000]) WITH ORDINALITY kind (people, rank), generate_series(1, groups) nth;

CREATE TEMP TABLE source_person AS
SELECT id AS chat_id, CASE WHEN people = 1 THEN owner ELSE 'g' || people || '-' || nth END AS user_id
FROM source_chat, generate_series(1, people) nth;

-- As they arrive in time: every fourth goes to one of five big chats, the others anywhere.
CREATE TEMP TABLE source_message AS
SELECT i AS id, CASE
    WHEN grows THEN CASE WHEN i % 2 = 0 THEN 1 ELSE 2 + (hashint8(i)::bigint & 2147483647) % (chats - 1) END
    WHEN i % 4 = 0 THEN ((i / 4) % 5) * per_person + 1
    ELSE 1 + (hashint8(i)::bigint & 2147483647) % chats END AS chat_id,
  0::bigint AS turn, i % 10 = 0 AS is_reacted, i % 2 = 0 AS is_user
FROM size, generate_series(1, messages) i
UNION ALL
-- In groups everybody has their turn; alone, one talks with the assistant.
SELECT messages + 1 + k, chats + 1 + k % (4 * groups), k / (4 * groups), false,
  k % (4 * groups) >= groups OR (k / (4 * groups)) % 2 = 0
FROM size, generate_series(0, 4 * groups * turns - 1) k;

ANALYZE source_chat;
ANALYZE source_message;
