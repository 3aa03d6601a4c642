import { Int8Column, Int8Key, TimeColumn } from '#libs/database';
import { Check, Column, Entity, Index } from 'typeorm';
import type { MessagePreview } from '../shown/chat-view.js';
import type { ChatStatus, ChatType } from '../shown/chat-vocabulary.js';

/**
 * The hot row: its lock orders everything that happens in the chat. Nothing that a send changes is indexed but the
 * ten minutes in which it comes, so that nearly every such update stays on its page (HOT).
 */
@Entity('chat')
@Check('chat_type_known', `chat_type IN ('PERSONAL', 'GROUP', 'SYSTEM')`)
@Check('chat_status_known', `status IN ('ACTIVE', 'ARCHIVED', 'DELETED')`)
@Index('chat_deleted_at', ['deletedAt'], { where: `status = 'DELETED'` })
@Index('chat_updated_bucket', ['updatedBucket', 'id'])
export class Chat {
  @Int8Key('id', 'chat_pkey')
  id: number;

  @Column({ name: 'owner_id', type: 'text' })
  ownerId: string;

  @Column({ name: 'session_id', type: 'text' })
  sessionId: string;

  @Column({ name: 'rag_enabled', type: 'boolean' })
  ragEnabled: boolean;

  @Column({ type: 'text', nullable: true })
  title: string | null;

  /** The message that the title was taken from, and follows; null when somebody gave it. */
  @Int8Column({ name: 'title_message_id', nullable: true })
  titleMessageId: number | null;

  @Column({ name: 'chat_type', type: 'text' })
  chatType: ChatType;

  @Column({ type: 'text', default: 'ACTIVE' })
  status: ChatStatus;

  @TimeColumn({ name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  /** Number of the latest change to DELETED: what was begun before it is cancelled, even when the chat is restored. */
  @Int8Column({ name: 'deleted_seq', default: 0 })
  deletedSeq: number;

  /** `json`, not `jsonb`: keys keep their order. */
  @Column({ name: 'chat_metadata', type: 'json', nullable: true })
  chatMetadata: Record<string, unknown> | null;

  /** Number of the chat's latest change; raised under this row's lock. */
  @Int8Column({ name: 'last_seq', default: 0 })
  lastSeq: number;

  /** Number of the latest change of title, status or membership. */
  @Int8Column({ name: 'change_seq', default: 0 })
  changeSeq: number;

  /** How many messages count as unread to who has not read them: `countsAsUnread`, lib message. */
  @Int8Column({ name: 'message_count', default: 0 })
  messageCount: number;

  /** The latest message as the list shows it; its status without what watermarks add. */
  @Column({ name: 'last_message', type: 'jsonb', nullable: true })
  lastMessage: MessagePreview | null;

  /** When the latest message came, or the chat itself: the list's order. */
  @TimeColumn({ name: 'activity_at', default: () => 'now()' })
  activityAt: Date;

  @TimeColumn({ name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @TimeColumn({ name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;

  /** The ten minutes of `updated_at`, counted since 1970. The database keeps it, by triggers. */
  @Column({ name: 'updated_bucket', type: 'integer' })
  updatedBucket: number;
}
