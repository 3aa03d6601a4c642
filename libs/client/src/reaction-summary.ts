import type { Message } from './wire.js';

/** A message on which this user reacts so, or does not any more; the same one when that is what it says already. */
export function withReaction(message: Message, userId: string, reaction: string, isOn: boolean): Message {
  const { count, user_ids } = message.reactions[reaction] ?? { count: 0, user_ids: [] };
  if (user_ids.includes(userId) === isOn) return message;
  if (isOn) return withSummary(message, reaction, { count: count + 1, user_ids: [...user_ids, userId] });
  return withSummary(message, reaction, { count: count - 1, user_ids: user_ids.filter((id) => id !== userId) });
}

function withSummary(message: Message, reaction: string, summary: Message['reactions'][string]): Message {
  const others = { ...message.reactions, [reaction]: summary };
  const reactions = Object.fromEntries(Object.entries(others).filter(([, { count }]) => count > 0));
  return { ...message, reactions };
}
