import { Int8Column, Int8Key, TimeColumn } from '#libs/database';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import type { WorkKind } from './work-rule.js';

/** The server's work at a message that is SENDING for as long: one row each, gone when it is done. */
@Entity('message_work')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'message_work_chat_id_fkey', onDelete: 'CASCADE' })
@Index('message_work_turn', ['kind', 'asker', 'messageId'])
@Index('message_work_begun', ['messageId'], { where: 'lease IS NOT NULL' })
@Index('message_work_reserved', ['asker'], { where: 'reserved > 0' })
@Check('message_work_kind_known', `kind IN ('reply', 'file')`)
export class MessageWork {
  @Int8Key('chat_id', 'message_work_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_work_pkey')
  messageId: number;

  @Column({ type: 'text' })
  kind: WorkKind;

  /** Who sent the question or the file. */
  @Column({ type: 'text' })
  asker: string;

  /** The chat's number when it began; the chat being DELETED after it cancels it. */
  @Int8Column({ name: 'change_seq' })
  changeSeq: number;

  /** From 1; a retry is another one. */
  @Column({ type: 'integer', default: 1 })
  attempt: number;

  /** How many workers have taken this attempt: more than one only after a worker died. */
  @Column({ type: 'integer', default: 0 })
  claims: number;

  /** Drawn by the worker that has it, so that one that was thought dead can change nothing any more. */
  @Column({ type: 'uuid', nullable: true })
  lease: string | null;

  @TimeColumn({ name: 'leased_until', nullable: true })
  leasedUntil: Date | null;

  @TimeColumn({ name: 'opened_at', default: () => 'now()' })
  openedAt: Date;

  /** Tokens of the model that the reply may still cost, held back from what its asker has left. */
  @Int8Column({ name: 'reserved', default: 0 })
  reserved: number;
}
