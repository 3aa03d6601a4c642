import { Int8Column, TimeColumn } from '#libs/database';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How the receiver is, as all workers see it: one row. */
@Entity('webhook_receiver')
@Check('webhook_receiver_is_one', 'id = 1')
export class WebhookReceiverState {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'webhook_receiver_pkey' })
  id: number;

  /** Calls that failed one after the other, of one chat and another. */
  @Column({ type: 'integer', default: 0 })
  failures: number;

  /** Of which chat the last of them was. */
  @Int8Column({ name: 'failed_chat_id', nullable: true })
  failedChatId: number | null;

  /** While it fails: when one call tries it again. */
  @TimeColumn({ name: 'next_try_at' })
  nextTryAt: Date;

  /** When it answered that it does not take a call; null when it was something else, or is being tried. */
  @TimeColumn({ name: 'refused_at', nullable: true })
  refusedAt: Date | null;
}
