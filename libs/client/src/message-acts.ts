import type { OptimisticMessage, ShownMessage } from './optimistic-message.js';
import type { Draft } from './wire.js';

/** The message that gives another one a new text. */
export function toEdit(messageId: number, content: string): Draft {
  return { content, message_type: 'SYSTEM', message_metadata: { action: 'edit', message_id: messageId } };
}

/** The message that deletes another one; its content is required, and not kept. */
export function toDeletion(messageId: number): Draft {
  return { content: '-', message_type: 'SYSTEM', message_metadata: { action: 'delete', message_id: messageId } };
}

/** Whether it only edits or deletes another message, in which the effect shows. */
export function isMessageAct({
  message_type,
  message_metadata: metadata,
}: Pick<Draft, 'message_type' | 'message_metadata'>): boolean {
  return message_type === 'SYSTEM' && (metadata?.['action'] === 'edit' || metadata?.['action'] === 'delete');
}

/** The messages without acts on other messages, as they will look when those on their way are done. */
export function withActs(
  messages: readonly ShownMessage[],
  acts: readonly OptimisticMessage[],
): readonly ShownMessage[] {
  const isHidden = (message: ShownMessage) => isMessageAct(message) && !isRefused(message);
  const shown = messages.some(isHidden) ? messages.filter((message) => !isHidden(message)) : messages;
  const waiting = acts.filter((act) => isMessageAct(act) && !isRefused(act));
  if (waiting.length === 0) return shown;
  return shown.map((message) => waiting.reduce(afterAct, message));
}

/** The same object for the same two: user interfaces compare it. */
const results = new WeakMap<ShownMessage, WeakMap<OptimisticMessage, ShownMessage>>();

function afterAct(message: ShownMessage, act: OptimisticMessage): ShownMessage {
  const known = results.get(message) ?? new WeakMap<OptimisticMessage, ShownMessage>();
  const shown = known.get(act) ?? changedBy(message, act);
  results.set(message, known.set(act, shown));
  return shown;
}

function changedBy(message: ShownMessage, act: OptimisticMessage): ShownMessage {
  const { action, message_id: target } = act.message_metadata ?? {};
  if (message.isPending === true || message.id !== target || message.deleted_at !== undefined) return message;
  if (action === 'edit')
    return message.content === act.content ? message : { ...message, content: act.content, edited_at: act.created_at };
  const { message_metadata: _, ...rest } = message;
  return { ...rest, content: '', reactions: {}, deleted_at: act.created_at };
}

/** It is shown, so that it can be sent again or given up. */
function isRefused({ isPending, status }: ShownMessage): boolean {
  return isPending === true && status === 'FAILED';
}
