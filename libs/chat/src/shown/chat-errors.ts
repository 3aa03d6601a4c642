import { ApiError, errorCodes } from '#libs/http';

/** Refusals about chats and their participants. */
export const ChatErrors = errorCodes({
  chat_not_found: {
    status: 404,
    detail: 'There is no such chat, or it is not yours.',
    meaning:
      'There is no such chat, it is not yours, or it has been purged; the messages of a DELETED chat are gone, too.',
    remedy: 'Drop the chat from your lists. Ask getChat whether it is DELETED and may be restored.',
  },
  owner_only: {
    status: 400,
    detail: (what: string) => `Only the owner of the chat may ${what}.`,
    meaning: 'You are in the chat, but only its owner or a service may do this.',
    remedy: 'Ask the owner, whose id is `user_id` of the chat; do not offer it to others.',
  },
  session_id_reused: {
    status: 400,
    field: (field: 'chat_type' | 'rag_enabled') => field,
    detail: (field: 'chat_type' | 'rag_enabled') => `${field} differs from the chat that this session_id already has`,
    meaning: 'You have a chat with this `session_id` already, with another `chat_type` or `rag_enabled`.',
    remedy: 'Use another `session_id`, or create it with the values of the chat that there is.',
  },
  participants_not_allowed: {
    status: 400,
    field: 'participants',
    detail: 'only a GROUP chat has participants besides its owner',
    meaning: 'A chat that is no GROUP was to have participants besides its owner.',
    remedy: 'Send `chat_type: GROUP`, or no `participants`.',
  },
  too_many_participants: {
    status: 400,
    field: (field: string, _most: number) => field,
    detail: (_field: string, most: number) => `a GROUP has at most ${most} participants besides its owner`,
    meaning: 'The GROUP would have more than 1,000 participants besides its owner.',
    remedy: 'Remove somebody first, or open another chat.',
  },
  rag_scope_not_allowed: {
    status: 400,
    field: 'chat_metadata.rag.scope',
    detail: "only a PERSONAL chat draws on all chats of its owner: others would read the owner's private ones",
    meaning: 'Replies in a shared chat were to draw on all chats of its owner.',
    remedy: 'Use `"rag": { "scope": "user" }` in PERSONAL chats only.',
  },
  unknown_action: {
    status: 400,
    meaning: '`message_metadata.action` of a SYSTEM message is none that exists.',
    remedy: 'Send `add_participants`, `remove_participants`, `leave`, `rename`, `edit` or `delete`, or no `action`.',
  },
  invalid_action: {
    status: 400,
    meaning: 'The action lacks its `user_ids`, its `title` or its `message_id`, or has a wrong one.',
    remedy:
      'Send `user_ids` with 1-1,000 user ids, a `title` of up to 200 characters, or the `message_id` of a message.',
  },
  group_only: {
    status: 400,
    field: 'message_metadata.action',
    detail: 'only a GROUP chat has members to change',
    meaning: 'The action changes who is in the chat, which only a GROUP allows.',
    remedy: 'Create a GROUP: the type of a chat never changes.',
  },
  owner_must_stay: {
    status: 400,
    detail: (what: 'leave it' | 'be removed from it') => `The owner of a chat cannot ${what}.`,
    meaning: 'The owner cannot leave the chat or be removed from it.',
    remedy: 'Archive or delete the chat instead.',
  },
  user_id_needed_with: {
    status: 400,
    field: (field: 'q' | 'session_id') => field,
    detail: (_field: 'q' | 'session_id') => 'looks through the chats of one user: send their user_id, too',
    meaning: 'A service that lists every chat, without `user_id`, sent `q` or `session_id`.',
    remedy: 'Send the `user_id` of whose chats you look through, or leave the filter out.',
  },
  too_busy: {
    status: 503,
    detail: 'Too much is being written right now. Repeat it in a moment.',
    meaning: 'More changes wait to be stored than the server queues, or this one waited too long; it was not stored.',
    remedy: 'Repeat it after `Retry-After` seconds with the same key, then ever more slowly.',
  },
});

/** Caught where a feed reads. */
export class ChatNotFound extends ApiError {
  constructor() {
    super(ChatErrors.chat_not_found, ChatErrors.chat_not_found.detail);
  }
}
