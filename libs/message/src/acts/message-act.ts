import { ChatErrors } from '#libs/chat';
import { FieldRefused, MAX_ID } from '#libs/http';

/** What a SYSTEM message with an `action` does to another message of its chat. */
export interface MessageAct {
  readonly action: 'edit' | 'delete';
  readonly messageId: number;
}

interface Said {
  readonly messageType: string;
  readonly metadata: Record<string, unknown> | undefined;
}

/** Whether it is an act on a message, well-formed or not. */
export function isMessageAct({ messageType, metadata }: Said): boolean {
  return messageType === 'SYSTEM' && (metadata?.['action'] === 'edit' || metadata?.['action'] === 'delete');
}

/** @throws FieldRefused 400 `invalid_action` */
export function toMessageAct({ metadata }: Said): MessageAct {
  const { action, message_id: messageId } = metadata ?? {};
  if (typeof messageId === 'number' && Number.isInteger(messageId) && messageId >= 1 && messageId <= MAX_ID)
    return { action: action as MessageAct['action'], messageId };
  const expected = 'message_id must be the id of a message';
  throw new FieldRefused('message_metadata.message_id', ChatErrors.invalid_action, expected);
}
