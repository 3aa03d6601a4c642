// The SQL of the limit: one statement a request, which is one round trip and one transaction.
const columnsOf = (table, names) =>
  names
    .split(',')
    .map((name) => `${table}.${name}`)
    .join(',');
const MESSAGE = columnsOf(
  'm',
  'id,chat_id,content,is_user,message_type,status,message_metadata,parent_message_id,reactions,created_at,updated_at',
);
const CHAT = columnsOf(
  'c',
  'id,user_id,session_id,rag_enabled,title,chat_type,status,chat_metadata,last_message_at,created_at,updated_at',
);
const named = (name, text) => ({ name, text });

/** The ownership check, the chat's pointer to its last message, and the message. */
export const CREATE = named(
  'create',
  `WITH c AS (
    UPDATE chats SET last_message_id=nextval('messages_id_seq'), last_message_at=now() WHERE id=$1::bigint AND user_id=$2
    RETURNING id,last_message_id
  )
  INSERT INTO messages AS m (id,chat_id,content,is_user,message_type,message_metadata,parent_message_id)
  SELECT c.last_message_id,c.id,$3,$4::boolean,$5,$6::jsonb,$7::bigint FROM c RETURNING ${MESSAGE}`,
);

const isOwn = 'EXISTS (SELECT 1 FROM chats c WHERE c.id=$1::bigint AND c.user_id=$2)';

export const PAGE = named(
  'page',
  `SELECT ${MESSAGE} FROM messages m WHERE m.chat_id=$1::bigint AND ${isOwn} ORDER BY m.chat_id, m.id DESC LIMIT $3::int`,
);

export const PAGE_BEFORE = named(
  'page-before',
  `SELECT ${MESSAGE} FROM messages m WHERE m.chat_id=$1::bigint AND m.id<$4::bigint AND ${isOwn}
  ORDER BY m.chat_id, m.id DESC LIMIT $3::int`,
);

export const ONE_CHAT = named('chat', `SELECT ${CHAT} FROM chats c WHERE c.id=$1::bigint AND c.user_id=$2`);

export const CHATS = named(
  'chats',
  `SELECT ${CHAT},${MESSAGE} FROM chats c LEFT JOIN messages m ON m.id=c.last_message_id
  WHERE c.user_id=$1 ORDER BY c.last_message_at DESC, c.id DESC LIMIT $2::int`,
);

export const MARK = named(
  'mark',
  `UPDATE messages m SET status=$3, updated_at=now() FROM chats c
  WHERE m.id=$1::bigint AND c.id=m.chat_id AND c.user_id=$2 RETURNING ${MESSAGE}`,
);

export const REACT = named(
  'react',
  `UPDATE messages m SET
    reactions=jsonb_set(m.reactions, ARRAY[$3::text], coalesce(m.reactions->$3::text,'[]'::jsonb)||to_jsonb($2::text)),
    updated_at=now()
  FROM chats c
  WHERE m.id=$1::bigint AND c.id=m.chat_id AND c.user_id=$2 AND NOT coalesce(m.reactions->$3::text ? $2, false)
  RETURNING ${MESSAGE}`,
);

export const MESSAGE_OF = named(
  'message',
  `SELECT ${MESSAGE} FROM messages m JOIN chats c ON c.id=m.chat_id AND c.user_id=$2 WHERE m.id=$1::bigint`,
);
