import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { MessageStatuses, MessageTypes, type MessageStatus, type MessageType } from '#libs/chat';
import { CountProperty, EnumProperty, IdProperty, TimeProperty, UserIdProperty } from '#libs/http';
import type { MessageView, Reactions } from './message-view.js';

/** Receipts are counted in answers up to this many recipients. */
const MAX_COUNTED_RECIPIENTS = 100;

@ApiSchema({ name: 'ReactionSummary' })
export class ReactionSummaryDto {
  @CountProperty({ description: 'How many people reacted so.', example: 2, maximum: 1_001 })
  count: number;

  @ApiProperty({
    description: 'Who, the first 100, oldest first.',
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 128 },
    maxItems: 100,
    example: ['alice', 'bob'],
  })
  user_ids: readonly string[];
}

@ApiSchema({ name: 'Receipts' })
export class ReceiptsDto {
  @CountProperty({ description: 'To how many people it was sent.', example: 2, maximum: MAX_COUNTED_RECIPIENTS })
  recipients: number;

  @CountProperty({ description: 'How many have received it.', example: 2, maximum: MAX_COUNTED_RECIPIENTS })
  delivered: number;

  @CountProperty({ description: 'How many have read it.', example: 1, maximum: MAX_COUNTED_RECIPIENTS })
  read: number;
}

@ApiExtraModels(ReactionSummaryDto)
@ApiSchema({ name: 'Message' })
export class MessageDto {
  @IdProperty({ description: 'Id of the message; within a chat ids are in the order of sending.', example: 1 })
  id: number;

  @IdProperty({ description: 'Id of its chat.', example: 1 })
  chat_id: number;

  @UserIdProperty({ description: 'Who posted it; `assistant` is the server itself.' })
  sender_id: string;

  @UserIdProperty({
    description: 'The service that posted it in the name of its sender.',
    required: false,
    example: 'crm',
  })
  sent_by?: string;

  @ApiProperty({ description: 'The id that its sender gave it.', required: false, maxLength: 64, example: 'c-42' })
  client_message_id?: string;

  @ApiProperty({
    description:
      'The text, as sent; of a reply that is SENDING, the text so far; empty once it was deleted, and of an act on a message.',
    maxLength: 1_048_576,
    example: 'Where is my order?',
  })
  content: string;

  @ApiProperty({ description: 'Whether it is from a user.', example: true })
  is_user: boolean;

  @EnumProperty({ of: MessageTypes, description: 'Type.', example: 'TEXT' })
  message_type: MessageType;

  @EnumProperty({
    of: MessageStatuses,
    description: 'Status: the furthest that any recipient has reached.',
    example: 'SENT',
  })
  status: MessageStatus;

  @ApiProperty({
    description:
      'As it was sent. A reply of the assistant has `rag` here: `mode`, `attempt` and its `citations`; what FAILED has `error`, with `code` and `detail`.',
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    maxProperties: 50,
    example: { client: 'web' },
  })
  message_metadata?: Record<string, unknown>;

  @IdProperty({ description: 'The message that it answers.', required: false, example: 1 })
  parent_message_id?: number;

  @IdProperty({ description: 'The first message of its thread.', required: false, example: 1 })
  thread_root_id?: number;

  @CountProperty({ description: 'How many messages answer it directly.', example: 0, maximum: 0x7fff_ffff })
  reply_count: number;

  @ApiProperty({
    description: 'Reactions, by what was sent.',
    selfRequired: true,
    type: 'object',
    additionalProperties: { $ref: getSchemaPath('ReactionSummary') },
    maxProperties: 50,
    example: { '👍': { count: 2, user_ids: ['alice', 'bob'] } },
  })
  reactions: Reactions;

  @ApiProperty({
    description: 'In a GROUP, how far its recipients have come; of messages with up to 100 recipients.',
    required: false,
    type: () => ReceiptsDto,
  })
  receipts?: ReceiptsDto;

  @TimeProperty({ description: 'When its sender last changed its text.', required: false })
  edited_at?: string;

  @TimeProperty({
    description: 'When it was deleted: it stays in its place without text, metadata and reactions.',
    required: false,
  })
  deleted_at?: string;

  @CountProperty({ description: "The chat's number of its latest change.", example: 1 })
  change_seq: number;

  @TimeProperty({ description: 'When it was sent.' })
  created_at: string;

  @TimeProperty({ description: 'When it last changed.' })
  updated_at: string;
}

export function toMessageDto(message: MessageView): MessageDto {
  const { sent_by, client_message_id, message_metadata, parent_message_id, thread_root_id, recipients } = message;
  const { edited_at, deleted_at } = message;
  return {
    id: message.id,
    chat_id: message.chat_id,
    sender_id: message.sender_id,
    ...(sent_by !== null && { sent_by }),
    ...(client_message_id !== null && { client_message_id }),
    content: message.content,
    is_user: message.is_user,
    message_type: message.message_type,
    status: message.status,
    ...(message_metadata !== null && { message_metadata }),
    ...(parent_message_id !== null && { parent_message_id }),
    ...(thread_root_id !== null && { thread_root_id }),
    reply_count: message.reply_count,
    reactions: message.reactions,
    ...(recipients !== null &&
      recipients <= MAX_COUNTED_RECIPIENTS && {
        receipts: { recipients, delivered: message.delivered, read: message.read },
      }),
    ...(edited_at !== null && { edited_at }),
    ...(deleted_at !== null && { deleted_at }),
    change_seq: message.change_seq,
    created_at: message.created_at,
    updated_at: message.updated_at,
  };
}
