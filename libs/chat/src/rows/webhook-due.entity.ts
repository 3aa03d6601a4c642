import { Int8Column, Int8Key, TimeColumn } from '#libs/database';
import { Column, Entity, Index } from 'typeorm';

/**
 * A chat of which the receiver of the webhooks does not know everything: one row each, gone when it is told. It outlives
 * its chat, so that the end of a chat is told, too.
 */
@Entity('webhook_due')
@Index('webhook_due_next', ['nextTryAt'])
export class WebhookDue {
  @Int8Key('chat_id', 'webhook_due_pkey')
  chatId: number;

  /** The chat's latest number. */
  @Int8Column({ name: 'due_seq' })
  dueSeq: number;

  /** The number up to which everything is told. */
  @Int8Column({ name: 'delivered_seq' })
  deliveredSeq: number;

  /** When the messages of `delivered_seq` are told up to this one only. */
  @Int8Column({ name: 'delivered_id', nullable: true })
  deliveredId: number | null;

  /** When the first change came that is not told. */
  @TimeColumn({ name: 'due_since' })
  dueSince: Date;

  /** While a worker is at it, when another may take it; null when it is given up. */
  @TimeColumn({ name: 'next_try_at', nullable: true })
  nextTryAt: Date | null;

  /** Drawn by the worker that has it, so that one that was thought dead can change nothing any more. */
  @Column({ type: 'uuid', nullable: true })
  lease: string | null;

  /** Calls that failed since the last that did not. */
  @Column({ type: 'integer', default: 0 })
  failures: number;

  @TimeColumn({ name: 'failing_since', nullable: true })
  failingSince: Date | null;

  /** Why the last call failed. */
  @Column({ name: 'last_failure', type: 'text', nullable: true })
  lastFailure: string | null;
}
