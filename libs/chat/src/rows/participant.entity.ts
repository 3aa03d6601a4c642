import { Int8Column, Int8Key, TextKey } from '#libs/database';
import { Column, Entity, ForeignKey, Index } from 'typeorm';

/** Somebody who is or was in a chat, and how far they have read. The owner of any chat has a row. */
@Entity('participant')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'participant_chat_id_fkey', onDelete: 'CASCADE' })
@Index('participant_user_id_chat_id', ['userId', 'chatId'])
@Index('participant_active_minute', ['userId', 'activeMinute'], { where: 'upper_inf(membership)' })
export class Participant {
  @Int8Key('chat_id', 'participant_pkey')
  chatId: number;

  @TextKey('user_id', 'participant_pkey')
  userId: string;

  /**
   * The message ids that were sent to this person: one range for each stay, the last of them open while they are
   * here. It decides who is a recipient, and keeps old receipts true after somebody leaves and comes back.
   */
  @Column({ type: 'int8multirange' })
  membership: string;

  /** Watermarks: every message up to here that was sent to this person counts as delivered, or read. */
  @Int8Column({ name: 'delivered_up_to', default: 0 })
  deliveredUpTo: number;

  @Int8Column({ name: 'read_up_to', default: 0 })
  readUpTo: number;

  /** How many of the chat's `message_count` are not unread to this person. */
  @Int8Column({ name: 'seen_count', default: 0 })
  seenCount: number;

  /** Whether they made the chat, or have sent, reacted or marked since they came. */
  @Column({ name: 'took_part', type: 'boolean', default: false })
  tookPart: boolean;

  /** Number of the latest change of a watermark, or by which they came or left. */
  @Int8Column({ name: 'change_seq', default: 0 })
  changeSeq: number;

  /** The minute of the chat's `activity_at`, since 1970. The database keeps it, by triggers. */
  @Column({ name: 'active_minute', type: 'integer' })
  activeMinute: number;
}
