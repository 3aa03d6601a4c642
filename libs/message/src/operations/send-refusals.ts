import { USER_REQUIRED } from '#libs/auth';
import { ChatErrors, ChatNotFound, OwnerOnly, TooBusy, TooManyParticipants } from '#libs/chat';
import { ApiError, FieldCodes, FieldRefused, HttpErrors, ValidationFailed } from '#libs/http';
import { QuotaExceeded } from '#libs/limits';
import { MessageErrors } from '../shown/message-error-codes.js';
import {
  ChatArchived,
  ChatDeleted,
  IdempotencyKeyReused,
  IsUserNotAllowed,
  MessageNotFound,
  ParentNotInChat,
  ServiceOnly,
  TooManyFiles,
} from '../shown/message-errors.js';

const OF_ACTS: readonly ApiError[] = [
  new FieldRefused('message_metadata.action', ChatErrors.unknown_action, 'action is not one of those that exist'),
  new FieldRefused('message_metadata.user_ids', ChatErrors.invalid_action, 'user_ids must hold 1-1000 user ids'),
  new FieldRefused('message_metadata.action', ChatErrors.group_only, 'only a GROUP chat has members to change'),
  new ApiError(ChatErrors.owner_must_stay, 'The owner of a chat cannot leave it.'),
  new OwnerOnly('do this'),
  new TooManyParticipants('message_metadata.user_ids', 1000),
];

/** One of each kind that sending makes. */
export const SEND_REFUSALS: readonly ApiError[] = [
  new ValidationFailed([{ field: 'content', code: FieldCodes.required.code, message: 'is required' }]),
  new ChatNotFound(),
  // The chat was deleted, or left, while the answer waited for the reply.
  new MessageNotFound(),
  new ChatArchived(),
  new ChatDeleted(),
  new ServiceOnly(),
  new IsUserNotAllowed(),
  new ParentNotInChat(),
  new IdempotencyKeyReused(),
  new TooManyFiles(1_000),
  new FieldRefused('Idempotency-Key', HttpErrors.malformed_header, 'must be 1-64 visible ASCII characters'),
  new FieldRefused(
    'Idempotency-Key',
    HttpErrors.idempotency_key_mismatch,
    'Idempotency-Key and client_message_id differ',
  ),
  new ValidationFailed([
    { field: 'reactions', code: HttpErrors.server_owned_field.code, message: 'belongs to the server' },
  ]),
  new FieldRefused('status', MessageErrors.status_not_allowed, 'a message is sent with status SENT or SENDING'),
  new QuotaExceeded(1000, '2026-01-03T00:00:00Z'),
  USER_REQUIRED,
  ...OF_ACTS,
  new TooBusy(),
];
