import { Int8Key, TimeColumn } from '#libs/database';
import { Column, Entity, Index } from 'typeorm';

/** A chat that was deleted, until all that other chats have of it has followed: it is looked at twice. */
@Entity('deleted_chat_due')
@Index('deleted_chat_due_next', ['lookAt'])
export class DeletedChatDue {
  @Int8Key('chat_id', 'deleted_chat_due_pkey')
  chatId: number;

  @TimeColumn({ name: 'look_at' })
  lookAt: Date;

  /** Whether they looked once. */
  @Column({ name: 'is_seen', type: 'boolean', default: false })
  isSeen: boolean;
}
