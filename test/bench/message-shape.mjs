// What the baselines answer and tell: messages of the same shape and size as ours.

let lastId = 0;

export function messageOf({ content, client_message_id }) {
  const now = new Date().toISOString();
  lastId++;
  return {
    id: lastId,
    chat_id: 1,
    sender_id: 'sender',
    client_message_id,
    content,
    is_user: true,
    message_type: 'TEXT',
    status: 'SENT',
    reply_count: 0,
    reactions: {},
    change_seq: lastId,
    created_at: now,
    updated_at: now,
  };
}
