import { ApiSchema } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { MessageStatuses, MessageTypes, NewMessageStatuses, type MessageStatus, type MessageType } from '#libs/chat';
import {
  BooleanField,
  EnumField,
  FieldCodes,
  FieldRefused,
  hasAtMost,
  HttpErrors,
  IntegerField,
  MAX_ID,
  MetadataField,
  refusal,
  ServerOwnedField,
  TextField,
  UserIdField,
} from '#libs/http';
import { MessageErrors } from '../shown/message-errors.js';
import type { NewMessage } from './new-message.js';

/** Longest body of a send. */
export const MAX_SEND_BYTES = 8 * 1024 * 1024;

const MAX_CHARACTERS = 32_768;
const MAX_BYTES = 65_536;
const MAX_FILE_BYTES = 1_048_576;

@ApiSchema({ name: 'SendMessage' })
export class SendMessageDto {
  @TextField({
    description:
      'The text, kept exactly as sent: 1-32,768 characters and at most 64 KiB of UTF-8. Of a FILE: its text or its bytes in base64, at most 1 MiB as sent. Of an edit: the new text.',
    example: 'Where is my order?',
    required: true,
    minLength: 1,
    maxLength: MAX_FILE_BYTES,
  })
  @FitsItsType()
  content: string;

  @BooleanField({
    description: 'Whether it is from a user. A service may say false anywhere, you in your own PERSONAL chat.',
    default: true,
    example: true,
  })
  is_user?: boolean;

  @EnumField({
    of: MessageTypes,
    default: 'TEXT',
    example: 'TEXT',
    description: 'SYSTEM messages may act on the chat or on a message: see `message_metadata`.',
  })
  message_type?: MessageType;

  @MetadataField({
    description:
      'Anything of yours: a JSON object of at most 16 KiB, 50 keys, 5 levels. Of a SYSTEM message its `action` is done: add_participants and remove_participants (with `user_ids`), leave, rename (with `title`), edit and delete (with `message_id`). Of a FILE `media_type`, `encoding` (`base64` for bytes) and `filename` say what it is. `reply: false` asks for no reply.',
    example: { client: 'web' },
  })
  message_metadata?: Record<string, unknown>;

  @IntegerField({
    description: 'The message that this one answers: an earlier one of the same chat.',
    example: 1,
    minimum: 1,
    maximum: MAX_ID,
  })
  parent_message_id?: number;

  @TextField({
    description:
      'Your id of this message, one per chat and sender; it never expires. Repeat a send with it as often as you like: it takes effect once.',
    example: 'c-42',
    minLength: 1,
    maxLength: 64,
  })
  client_message_id?: string;

  @EnumField({
    of: NewMessageStatuses,
    within: MessageStatuses,
    default: 'SENT',
    example: 'SENT',
    description: 'SENT, or SENDING for a message that you will confirm later.',
  })
  status?: MessageStatus;

  @ServerOwnedField({ description: 'Belongs to the server; `{}` may be sent and means nothing.' })
  reactions?: Record<string, never>;

  @UserIdField({ description: 'For whom a service sends; a user may leave it out.', example: 'alice' })
  user_id?: string;
}

/** @throws ApiError 400 `status_not_allowed` or `idempotency_key_mismatch` */
export function toNewMessage(body: SendMessageDto, idempotencyKey: string | undefined): NewMessage {
  const { client_message_id: key, status = 'SENT' } = body;
  if (status !== 'SENT' && status !== 'SENDING') throw refusal(MessageErrors.status_not_allowed);
  if (key !== undefined && idempotencyKey !== undefined && key !== idempotencyKey)
    throw new FieldRefused(
      'Idempotency-Key',
      HttpErrors.idempotency_key_mismatch,
      'Idempotency-Key and client_message_id differ',
    );
  return {
    content: body.content,
    isUser: body.is_user ?? true,
    messageType: body.message_type ?? 'TEXT',
    metadata: body.message_metadata,
    parentMessageId: body.parent_message_id,
    clientMessageId: key ?? idempotencyKey,
    status,
  };
}

/** The lower limits of messages that are no FILE. */
function FitsItsType(): PropertyDecorator {
  return ValidateBy({
    name: FieldCodes.too_long.code,
    validator: {
      validate: (content: unknown, args?: ValidationArguments) =>
        typeof content !== 'string' || fits(content, (args?.object as SendMessageDto | undefined)?.message_type),
      defaultMessage: () =>
        `must have at most ${MAX_CHARACTERS} characters and ${MAX_BYTES} bytes, a FILE ${MAX_FILE_BYTES} bytes`,
    },
  });
}

function fits(content: string, type: MessageType | undefined): boolean {
  const bytes = Buffer.byteLength(content);
  return type === 'FILE' ? bytes <= MAX_FILE_BYTES : bytes <= MAX_BYTES && hasAtMost(MAX_CHARACTERS, content);
}
