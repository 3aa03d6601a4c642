// Chats of one person each, filled with answers that nobody has read yet.
import pg from 'pg';
import { createChat, names } from './people.mjs';

const FILL = `
WITH chats AS (SELECT chat_id, nth FROM unnest($1::bigint[]) WITH ORDINALITY AS c (chat_id, nth)), filled AS (
  INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
  SELECT chat_id, $3 + (nth - 1) * $2 + place, 1, 'assistant', false, 'TEXT', 'SENT', repeat('An answer. ', 18), now(), now()
  FROM chats CROSS JOIN generate_series(0, $2 - 1) place
)
UPDATE chat c SET last_seq = 1, message_count = $2, last_message = jsonb_build_object('id', $3 + nth * $2 - 1,
  'sender_id', 'assistant', 'is_user', false, 'message_type', 'TEXT', 'status', 'SENT', 'content', 'An answer.',
  'created_at', '2026-01-01T00:00:00.000Z')
FROM chats WHERE c.id = chats.chat_id`;

/** @returns of each chat its owner, and the ids of its messages: so many, one after the other */
export async function fillChats({ server, databaseUrl, prefix, chats, messages }) {
  const filled = [];
  for (const owner of names(prefix, chats)) filled.push({ owner, id: await createChat(server.url, owner) });
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(`SELECT setval('message_id_seq', nextval('message_id_seq') + $1)::int AS last`, [
    chats * messages,
  ]);
  const first = rows[0].last - chats * messages;
  await client.query(FILL, [filled.map(({ id }) => id), messages, first]);
  await client.end();
  return filled.map(({ owner }, nth) => ({ owner, first: first + nth * messages, count: messages }));
}
