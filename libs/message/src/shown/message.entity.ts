import { Int8Column, Int8Key, TimeColumn } from '#libs/database';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import type { MessageStatus, MessageType } from '#libs/chat';
import type { Reactions } from './message-view.js';

@Entity('message')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'message_chat_id_fkey', onDelete: 'CASCADE' })
@Check('message_type_known', `message_type IN ('TEXT', 'IMAGE', 'FILE', 'SYSTEM')`)
@Check('message_status_known', `status IN ('SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED')`)
@Index('message_client_message_id', ['chatId', 'senderId', 'clientMessageId'], {
  unique: true,
  where: 'client_message_id IS NOT NULL',
})
@Index('message_change_seq', ['chatId', 'changeSeq'])
@Index('message_by_id', ['id'], { type: 'hash' })
@Index('message_replies', ['chatId', 'parentMessageId', 'id'], { where: 'parent_message_id IS NOT NULL' })
@Index('message_thread', ['chatId', 'threadRootId', 'id'], { where: 'thread_root_id IS NOT NULL' })
@Index('message_late', ['chatId', 'id'], { where: 'addressed_id IS NOT NULL' })
@Index('message_other_types', ['chatId', 'messageType', 'id'], { where: `message_type <> 'TEXT'` })
@Index('message_failed', ['chatId', 'id'], { where: `status = 'FAILED'` })
@Index('message_sending', ['chatId', 'id'], { where: `status = 'SENDING'` })
export class Message {
  @Int8Key('chat_id', 'message_pkey')
  chatId: number;

  /** From one sequence, drawn under the chat's lock: within a chat, ids are in commit order. */
  @Int8Key('id', 'message_pkey')
  id: number;

  /** The chat's number of the latest change of this row. */
  @Int8Column({ name: 'change_seq' })
  changeSeq: number;

  @Column({ name: 'sender_id', type: 'text' })
  senderId: string;

  @Column({ name: 'is_user', type: 'boolean' })
  isUser: boolean;

  @Column({ name: 'message_type', type: 'text' })
  messageType: MessageType;

  /** The status set on the message itself; receipts and watermarks may make the shown status go further. */
  @Column({ type: 'text' })
  status: MessageStatus;

  @Column({ type: 'text' })
  content: string;

  @Column({ name: 'message_metadata', type: 'json', nullable: true })
  messageMetadata: Record<string, unknown> | null;

  @Int8Column({ name: 'parent_message_id', nullable: true })
  parentMessageId: number | null;

  @Int8Column({ name: 'thread_root_id', nullable: true })
  threadRootId: number | null;

  @Column({ name: 'reply_count', type: 'integer', default: 0 })
  replyCount: number;

  /** Kept by the reaction module in the transaction that changes its rows. */
  @Column({ type: 'jsonb', default: {} })
  reactions: Reactions;

  /** In a GROUP, to how many it was sent; fixed when it became SENT. */
  @Column({ type: 'integer', nullable: true })
  recipients: number | null;

  /**
   * For a message that was SENDING first: an id drawn when it became SENT. Its recipients are who was there then, so
   * it stands for `id` in every question about membership.
   */
  @Int8Column({ name: 'addressed_id', nullable: true })
  addressedId: number | null;

  @Column({ name: 'client_message_id', type: 'text', nullable: true })
  clientMessageId: string | null;

  /**
   * SHA-256 of the body as it was sent: tells a retry from another message with the same key. Null once the message was
   * edited or deleted: who holds the hash of a short text can find the text.
   */
  @Column({ name: 'request_hash', type: 'bytea', nullable: true })
  requestHash: Buffer | null;

  /** The chat's number of its send; of messages with a key, and null for those of before there was this column. */
  @Int8Column({ name: 'sent_seq', nullable: true })
  sentSeq: number | null;

  /** The service that posted it in its sender's name. */
  @Column({ name: 'sent_by', type: 'text', nullable: true })
  sentBy: string | null;

  /** When an act last gave it other content. */
  @TimeColumn({ name: 'edited_at', nullable: true })
  editedAt: Date | null;

  /** The act that did; it keeps no content, so that is compared with this message's when the act is repeated. */
  @Int8Column({ name: 'edit_id', nullable: true })
  editId: number | null;

  /** When an act deleted it: it stays in its place, without content. */
  @TimeColumn({ name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  @TimeColumn({ name: 'created_at' })
  createdAt: Date;

  @TimeColumn({ name: 'updated_at' })
  updatedAt: Date;
}
