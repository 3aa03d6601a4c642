import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Int8Column, Int8Key } from '#libs/database';

/**
 * A message whose text was deleted or replaced, until nothing of it is left in the index: a row for itself, and one for
 * its passages of each language, which were removed at once and have left postings. Who indexes at that moment may have
 * read the text before, and store passages of it after: they are not shown while `reached_term` is empty, and are
 * removed when it is set.
 */
@Entity('forgotten_text')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'forgotten_text_chat_id_fkey', onDelete: 'CASCADE' })
export class ForgottenText {
  @Int8Key('chat_id', 'forgotten_text_pkey')
  chatId: number;

  @Int8Key('message_id', 'forgotten_text_pkey')
  messageId: number;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'forgotten_text_pkey' })
  id: string;

  /** Their ids. */
  @Column({ type: 'int4multirange', default: '{}' })
  passages: string;

  @Column({ type: 'text', default: '' })
  language: string;

  /** Sum of their lengths, in terms; empty when that was not kept of each. */
  @Int8Column({ nullable: true })
  length: number | null;

  /** The posting up to which, in their order, they were looked for. */
  @Column({ name: 'reached_term', type: 'text', collation: 'C', nullable: true })
  reachedTerm: string | null;

  @Column({ name: 'reached_id', type: 'integer', nullable: true })
  reachedId: number | null;
}
