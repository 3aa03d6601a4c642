import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  CountProperty,
  cutBetweenGraphemes,
  EnumProperty,
  HasMoreProperty,
  IdProperty,
  NextCursorProperty,
  TimeProperty,
  UserIdProperty,
} from '#libs/http';
import {
  ChatStatuses,
  type ChatStatus,
  ChatTypes,
  type ChatType,
  MAX_PARTICIPANTS,
  MAX_TITLE,
  MessageStatuses,
  type MessageStatus,
  MessageTypes,
  type MessageType,
} from './chat-vocabulary.js';
import type { ChatView, MessagePreview } from './chat-view.js';

const MAX_PREVIEW = 200;

@ApiSchema({ name: 'MessagePreview' })
export class MessagePreviewDto {
  @IdProperty({ description: 'Id of the message.', example: 1 })
  id: number;

  @UserIdProperty({ description: 'Who posted it.' })
  sender_id: string;

  @ApiProperty({ description: 'Whether it is from a user.', example: true })
  is_user: boolean;

  @EnumProperty({ of: MessageTypes, description: 'Its type.', example: 'TEXT' })
  message_type: MessageType;

  @EnumProperty({ of: MessageStatuses, description: 'Its status.', example: 'SENT' })
  status: MessageStatus;

  @ApiProperty({
    description: 'Its first 200 characters, cut between graphemes.',
    maxLength: MAX_PREVIEW,
    example: 'Where is my order?',
  })
  content: string;

  @TimeProperty({ description: 'When it was sent.' })
  created_at: string;

  @TimeProperty({ description: 'When its sender last changed its text.', required: false })
  edited_at?: string;

  @TimeProperty({ description: 'When it was deleted: it has no text any more.', required: false })
  deleted_at?: string;
}

@ApiSchema({ name: 'Chat' })
export class ChatDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  id: number;

  @UserIdProperty({ description: 'The owner.' })
  user_id: string;

  @ApiProperty({ description: 'Id of the session.', minLength: 1, maxLength: 128, example: 'support-2026-001' })
  session_id: string;

  @ApiProperty({ description: 'Whether an assistant answers here.', example: false })
  rag_enabled: boolean;

  @ApiProperty({
    description: 'Title.',
    required: false,
    maxLength: MAX_TITLE,
    example: 'Delivery of order 1042',
  })
  title?: string;

  @EnumProperty({ of: ChatTypes, description: 'Type of the chat.', example: 'PERSONAL' })
  chat_type: ChatType;

  @EnumProperty({ of: ChatStatuses, description: 'Status.', example: 'ACTIVE' })
  status: ChatStatus;

  @ApiProperty({
    description: 'As it was sent.',
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    maxProperties: 50,
    example: { source: 'web' },
  })
  chat_metadata?: Record<string, unknown>;

  @ApiProperty({
    description: 'User ids of everybody who is in the chat, the owner first.',
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 128 },
    maxItems: MAX_PARTICIPANTS + 1,
    example: ['alice'],
  })
  participants: readonly string[];

  @ApiProperty({ description: 'The latest message.', required: false, type: () => MessagePreviewDto })
  last_message?: MessagePreviewDto;

  @CountProperty({
    description: 'Messages addressed to you that you have not read, counted to 1,000. Absent for a service as itself.',
    required: false,
    maximum: 1000,
    example: 0,
  })
  unread_count?: number;

  @CountProperty({ description: 'Number of the latest change of the chat or of anything in it.', example: 3 })
  last_seq: number;

  @TimeProperty({ description: 'When it was created.' })
  created_at: string;

  @TimeProperty({ description: 'When it or anything in it last changed.' })
  updated_at: string;
}

@ApiSchema({ name: 'ChatList' })
export class ChatListDto {
  @ApiProperty({ description: 'The page.', type: () => [ChatDto], maxItems: 100 })
  data: ChatDto[];

  @HasMoreProperty()
  has_more: boolean;

  @NextCursorProperty()
  next_cursor: string | null;
}

export function toChatDto(chat: ChatView): ChatDto {
  const { owner_id, title, chat_metadata, last_message, unread_count } = chat;
  return {
    id: chat.id,
    user_id: owner_id,
    session_id: chat.session_id,
    rag_enabled: chat.rag_enabled,
    ...(title !== null && { title }),
    chat_type: chat.chat_type,
    status: chat.status,
    ...(chat_metadata !== null && { chat_metadata }),
    participants: chat.participants,
    ...(last_message !== null && { last_message: toPreviewDto(last_message) }),
    ...(unread_count !== null && { unread_count }),
    last_seq: chat.last_seq,
    created_at: chat.created_at,
    updated_at: chat.updated_at,
  };
}

/** jsonb has its own order of keys; the wire has ours. */
function toPreviewDto({
  id,
  sender_id,
  is_user,
  message_type,
  status,
  content,
  created_at,
  edited_at = null,
  deleted_at = null,
}: MessagePreview): MessagePreviewDto {
  return {
    id,
    sender_id,
    is_user,
    message_type,
    status,
    content: cutBetweenGraphemes(content, MAX_PREVIEW),
    created_at,
    ...(edited_at !== null && { edited_at }),
    ...(deleted_at !== null && { deleted_at }),
  };
}
