import { FieldRefused, hasAtMost, isUserId } from '#libs/http';
import { ChatErrors } from '../shown/chat-errors.js';
import { MAX_PARTICIPANTS, MAX_TITLE } from '../shown/chat-vocabulary.js';

/** What a SYSTEM message with an `action` does to its chat. */
export type TimelineAct =
  | { readonly action: 'add_participants' | 'remove_participants'; readonly userIds: readonly string[] }
  | { readonly action: 'leave' }
  | { readonly action: 'rename'; readonly title: string };

/**
 * Reads the act out of a SYSTEM message's metadata; undefined when it has no `action`.
 * @throws FieldRefused 400 `unknown_action` or `invalid_action`
 */
export function toTimelineAct(metadata: Record<string, unknown> | undefined): TimelineAct | undefined {
  const { action, user_ids: userIds, title } = metadata ?? {};
  switch (action) {
    case undefined:
      return undefined;
    case 'add_participants':
    case 'remove_participants':
      return { action, userIds: listed(userIds) };
    case 'leave':
      return { action };
    case 'rename':
      return { action, title: named(title) };
    default:
      throw new FieldRefused(
        'message_metadata.action',
        ChatErrors.unknown_action,
        'action is not one of those that exist',
      );
  }
}

function listed(userIds: unknown): string[] {
  if (Array.isArray(userIds) && userIds.length > 0 && userIds.length <= MAX_PARTICIPANTS && userIds.every(isUserId))
    return userIds;
  const expected = `user_ids must hold 1-${MAX_PARTICIPANTS} user ids`;
  throw new FieldRefused('message_metadata.user_ids', ChatErrors.invalid_action, expected);
}

function named(title: unknown): string {
  if (typeof title === 'string' && hasAtMost(MAX_TITLE, title)) return title;
  throw new FieldRefused(
    'message_metadata.title',
    ChatErrors.invalid_action,
    `title must have at most ${MAX_TITLE} characters`,
  );
}
