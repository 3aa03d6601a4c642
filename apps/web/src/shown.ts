import type { Message, ShownMessage } from 'chat-system-client';

interface Act {
  readonly action?: unknown;
  readonly message_id?: unknown;
  readonly user_ids?: readonly string[];
  readonly title?: string;
}

export function actOf({ message_type, message_metadata }: Pick<Message, 'message_type' | 'message_metadata'>): Act {
  return message_type === 'SYSTEM' ? ((message_metadata ?? {}) as Act) : {};
}

/**
 * What is shown of the messages of a chat: acts on other messages are seen in these. Those that are still on their way
 * are done here already.
 */
export function shownOf(messages: readonly ShownMessage[]): readonly ShownMessage[] {
  const underWay = new Map<number, ShownMessage>();
  const shown: ShownMessage[] = [];
  for (const message of messages) {
    const { action, message_id } = actOf(message);
    if (action !== 'edit' && action !== 'delete') shown.push(message);
    else if (message.isPending === true && message.status !== 'FAILED') underWay.set(Number(message_id), message);
  }
  if (underWay.size === 0) return shown;
  return shown.map((message) => {
    const act = message.isPending === true ? undefined : underWay.get(message.id);
    return act === undefined || message.isPending === true ? message : done(message, act);
  });
}

function done(message: Message, act: ShownMessage): Message {
  if (actOf(act).action === 'edit') return { ...message, content: act.content, edited_at: act.created_at };
  return { ...message, content: '', reactions: {}, deleted_at: act.created_at };
}

/** Where a reply is shown: below what it answers. What the assistant says stands in the chat itself. */
export function isInThread(message: ShownMessage, isGroup: boolean): boolean {
  return isGroup && message.parent_message_id !== undefined && message.sender_id !== 'assistant';
}
