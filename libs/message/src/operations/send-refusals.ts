import { USER_REQUIRED } from '#libs/auth';
import { ChatErrors, ChatNotFound } from '#libs/chat';
import { ApiError, FieldCodes, FieldRefused, HttpErrors, refusal, ValidationFailed } from '#libs/http';
import { LimitErrors } from '#libs/limits';
import { MessageErrors } from '../shown/message-errors.js';
import { MessageNotFound } from '../shown/message-errors.js';

const OF_ACTS: readonly ApiError[] = [
  new FieldRefused('message_metadata.action', ChatErrors.unknown_action, 'action is not one of those that exist'),
  new FieldRefused('message_metadata.user_ids', ChatErrors.invalid_action, 'user_ids must hold 1-1000 user ids'),
  refusal(ChatErrors.group_only),
  refusal(ChatErrors.owner_must_stay, 'leave it'),
  refusal(ChatErrors.owner_only, 'do this'),
  refusal(ChatErrors.too_many_participants, 'message_metadata.user_ids', 1000),
];

/** One of each kind that sending makes. */
export const SEND_REFUSALS: readonly ApiError[] = [
  new ValidationFailed([{ field: 'content', code: FieldCodes.required.code, message: 'is required' }]),
  new ChatNotFound(),
  // An act names it; or the chat was deleted, or left, while the answer waited for the reply.
  new MessageNotFound(),
  refusal(MessageErrors.chat_archived),
  refusal(MessageErrors.chat_deleted),
  refusal(MessageErrors.service_only),
  refusal(MessageErrors.is_user_not_allowed),
  refusal(MessageErrors.parent_not_in_chat),
  refusal(MessageErrors.not_editable, 'Only its sender can edit it.'),
  refusal(MessageErrors.not_deletable, 'An act of the timeline stays.'),
  refusal(MessageErrors.idempotency_key_reused),
  refusal(MessageErrors.too_many_files, 1_000),
  new FieldRefused('Idempotency-Key', HttpErrors.malformed_header, 'must be 1-64 visible ASCII characters'),
  new FieldRefused(
    'Idempotency-Key',
    HttpErrors.idempotency_key_mismatch,
    'Idempotency-Key and client_message_id differ',
  ),
  new ValidationFailed([
    { field: 'reactions', code: HttpErrors.server_owned_field.code, message: 'belongs to the server' },
  ]),
  refusal(MessageErrors.status_not_allowed),
  refusal(LimitErrors.quota_exceeded, 1000, '2026-01-03T00:00:00Z'),
  USER_REQUIRED,
  ...OF_ACTS,
  refusal(ChatErrors.too_busy),
];
