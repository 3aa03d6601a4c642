import { ApiError, errorCodes } from '#libs/http';

/** Refusals about messages. */
export const MessageErrors = errorCodes({
  message_not_found: {
    status: 404,
    detail: 'There is no such message, or it is not yours.',
    meaning: 'There is no such message, it is in a chat that is not yours, or its chat is DELETED.',
    remedy: 'Drop the message; pull the chat again when you still show it.',
  },
  chat_deleted: {
    status: 400,
    detail: 'The chat is deleted; set its status to ACTIVE to write again.',
    meaning: 'The chat is DELETED and takes no messages.',
    remedy: 'The owner may set its status to ACTIVE; then repeat the send with the same key.',
  },
  chat_archived: {
    status: 400,
    detail: 'The chat is archived; set its status to ACTIVE to write again.',
    meaning: 'The chat is ARCHIVED: it can be read, marked and reacted to, not written to.',
    remedy: 'The owner may set its status to ACTIVE; then repeat the request with the same key.',
  },
  service_only: {
    status: 400,
    detail: 'Only a service sends messages in a SYSTEM chat.',
    meaning: 'Only a service sends messages in a SYSTEM chat.',
    remedy: 'Show such a chat without an input field.',
  },
  sender_only: {
    status: 400,
    detail: 'Only the sender of the message may set this status.',
    meaning: 'Only the sender of the message may set this status; of a reply, only who asked.',
    remedy: 'Set DELIVERED or READ on the messages of others, nothing else.',
  },
  is_user_not_allowed: {
    status: 400,
    field: 'is_user',
    detail: 'is_user may be false from a service, or in your own PERSONAL chat',
    meaning: '`is_user: false` was sent by a user outside of their own PERSONAL chat.',
    remedy: 'Leave `is_user` out, or send with a service token.',
  },
  parent_not_in_chat: {
    status: 400,
    field: 'parent_message_id',
    detail: 'parent_message_id is not an earlier message of this chat',
    meaning: '`parent_message_id` is not an earlier message of this chat.',
    remedy: 'Answer a message of the same chat, after its own send was answered.',
  },
  idempotency_key_reused: {
    status: 400,
    field: 'client_message_id',
    detail: 'this key was used with another body before: take a new client_message_id for another message',
    meaning: 'You sent another message of this chat with this `client_message_id` before; that one is stored.',
    remedy: 'Make a new key for each new message, and never change a body that is repeated.',
  },
  not_editable: {
    status: 400,
    field: 'message_metadata.message_id',
    detail: (why: string) => why,
    meaning:
      'The message cannot be edited: it is no TEXT of a person that was sent, it was deleted, or it is not yours.',
    remedy: 'Offer it to the sender of a TEXT alone, in chats that are ACTIVE.',
  },
  not_deletable: {
    status: 400,
    field: 'message_metadata.message_id',
    detail: (why: string) => why,
    meaning: 'The message is an act of the timeline, or neither you sent it nor is the chat yours.',
    remedy: "Offer it to the sender of a message and to the chat's owner; acts stay.",
  },
  illegal_status_change: {
    status: 400,
    detail: (from: string, to: string) => `A message that is ${from} cannot become ${to}.`,
    meaning: 'A message of this status can never get the other one.',
    remedy: 'Read the message as it is now and follow it; do not repeat the request.',
  },
  status_not_allowed: {
    status: 400,
    field: 'status',
    detail: 'a message is sent with status SENT or SENDING',
    meaning: 'A message was to begin with a status other than SENT or SENDING.',
    remedy: 'Send it without `status`, or as SENDING when you will confirm it later.',
  },
  up_to_not_allowed: {
    status: 400,
    field: 'up_to',
    detail: 'up_to goes with DELIVERED and READ only',
    meaning: '`up_to` was sent with a status that is no receipt.',
    remedy: 'Send `up_to` with DELIVERED and READ only.',
  },
  conflicting_parameters: {
    status: 400,
    meaning: 'Parameters that exclude each other came together; `errors` names them.',
    remedy: 'Send one of `cursor`, `before`, `after`, `around` and `after_seq`, and no filters with `after_seq`.',
  },
  too_many_files: {
    status: 400,
    detail: (most: number) => `${most} of your files wait to be read; send more when some of them are done.`,
    meaning: 'Already 1,000 files of yours wait to be read; this one was not stored.',
    remedy: 'Wait until some of them are SENT or FAILED, then repeat the request with the same key.',
  },
  too_many_exports: {
    status: 429,
    detail: 'Wait until another of your exports has ended.',
    retryAfter: 5,
    meaning: 'The person has three exports under way on this server already; one, when it has many to write.',
    remedy:
      'Export one chat after the other: repeat it when another export has ended, not before `Retry-After` seconds.',
  },
  exports_busy: {
    status: 503,
    detail: 'Too many exports are under way.',
    retryAfter: 5,
    meaning: 'The server writes as many exports as it can.',
    remedy: 'Repeat it after `Retry-After` seconds, then ever more slowly.',
  },
});

/** Caught where a reply is waited for. */
export class MessageNotFound extends ApiError {
  constructor() {
    super(MessageErrors.message_not_found, MessageErrors.message_not_found.detail);
  }
}
