import { ApiSchema } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import type { UserActor } from '#libs/auth';
import {
  BooleanField,
  EnumField,
  FieldRefused,
  HttpErrors,
  MetadataField,
  refusal,
  TextField,
  UserIdField,
  UserIdListField,
} from '#libs/http';
import {
  ChatStatuses,
  ChatTypes,
  NewChatStatuses,
  type ChatStatus,
  type ChatType,
  MAX_PARTICIPANTS,
  MAX_TITLE,
} from '../shown/chat-vocabulary.js';
import { ChatErrors } from '../shown/chat-errors.js';
import type { NewChat } from '../rows/chat.repository.js';

@ApiSchema({ name: 'CreateChat' })
export class CreateChatDto {
  @TextField({
    description:
      'Your id of this conversation; a UUID is made if absent. The same owner and `session_id` always get the same chat, so a create can be repeated safely.',
    example: 'support-2026-001',
    minLength: 1,
    maxLength: 128,
  })
  session_id?: string;

  @BooleanField({
    description: 'Whether an assistant answers out of what the chat knows.',
    default: false,
    example: false,
  })
  rag_enabled?: boolean;

  @TextField({
    description: 'Without one the chat takes its title from the first TEXT message of a user.',
    example: 'Delivery of order 1042',
    minLength: 0,
    maxLength: MAX_TITLE,
  })
  title?: string;

  @EnumField({
    of: ChatTypes,
    default: 'PERSONAL',
    example: 'PERSONAL',
    description: 'PERSONAL: one person (and an assistant). GROUP: shared. SYSTEM: notices to one person.',
  })
  chat_type?: ChatType;

  @MetadataField({
    description:
      'Anything of yours: a JSON object of at most 16 KiB, 50 keys, 5 levels. Comes back as sent. In a PERSONAL chat with `rag_enabled`, `{ "rag": { "scope": "user" } }` lets replies draw on all chats of the owner.',
    example: { source: 'web' },
  })
  chat_metadata?: Record<string, unknown>;

  @EnumField({
    of: NewChatStatuses,
    within: ChatStatuses,
    example: 'ACTIVE',
    description: 'A new chat is ACTIVE, so nothing else may be said here.',
  })
  status?: ChatStatus;

  @UserIdListField({
    description: 'Who shares a GROUP chat; the owner always does. Other chats have none.',
    example: [],
    maxItems: MAX_PARTICIPANTS,
  })
  participants?: string[];

  @UserIdField({ description: 'The owner. A service must name one; a user may leave it out.', example: 'alice' })
  user_id?: string;
}

/** @throws ApiError 400 `server_owned_field`, `participants_not_allowed`, `rag_scope_not_allowed`, `idempotency_key_mismatch` */
export function toNewChat(owner: UserActor, body: CreateChatDto, idempotencyKey: string | undefined): NewChat {
  const { session_id, chat_type: chatType = 'PERSONAL', status = 'ACTIVE', participants = [] } = body;
  if (status !== 'ACTIVE') throw new FieldRefused('status', HttpErrors.server_owned_field, 'a new chat is ACTIVE');
  const others = [...new Set(participants)].filter((userId) => userId !== owner.userId);
  if (others.length > 0 && chatType !== 'GROUP') throw refusal(ChatErrors.participants_not_allowed);
  if (session_id !== undefined && idempotencyKey !== undefined && session_id !== idempotencyKey)
    throw new FieldRefused(
      'Idempotency-Key',
      HttpErrors.idempotency_key_mismatch,
      'Idempotency-Key and session_id differ',
    );
  if (chatType !== 'PERSONAL' && ragScope(body.chat_metadata) === 'user')
    throw refusal(ChatErrors.rag_scope_not_allowed);
  return {
    ownerId: owner.userId,
    sessionId: session_id ?? idempotencyKey ?? randomUUID(),
    ragEnabled: body.rag_enabled ?? false,
    title: body.title,
    chatType,
    chatMetadata: body.chat_metadata,
    participants: others,
  };
}

/** From which chats replies are built, as the metadata say it. */
function ragScope(metadata: Record<string, unknown> | undefined): unknown {
  return (metadata?.['rag'] as { scope?: unknown } | null | undefined)?.scope;
}
