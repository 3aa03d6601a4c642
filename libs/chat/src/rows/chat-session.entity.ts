import { Int8Column, TextKey } from '#libs/database';
import { Entity, ForeignKey, Index } from 'typeorm';

/** Makes `POST /chats` retry-safe: one chat per owner and session, for as long as the chat exists. */
@Entity('chat_session')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'chat_session_chat_id_fkey', onDelete: 'CASCADE' })
@Index('chat_session_chat_id', ['chatId'])
export class ChatSession {
  @TextKey('owner_id', 'chat_session_pkey')
  ownerId: string;

  @TextKey('session_id', 'chat_session_pkey')
  sessionId: string;

  @Int8Column({ name: 'chat_id' })
  chatId: number;
}
