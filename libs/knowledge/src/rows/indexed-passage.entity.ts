import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Int8Column, Int8Key } from '#libs/database';
import type { Passage } from '../text/passage.js';

/** A part of a message, or of the text extracted from it, that retrieval ranks. Rows are inserted once and never changed. */
@Entity('passage')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'passage_chat_id_fkey', onDelete: 'CASCADE' })
@Index('passage_message', ['chatId', 'messageId'])
export class IndexedPassage {
  @Int8Key('chat_id', 'passage_pkey')
  chatId: number;

  /** Counts within its chat, and is never given twice. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'passage_pkey' })
  id: number;

  @Int8Column({ name: 'message_id' })
  messageId: number;

  @Column({ type: 'text' })
  source: Passage['source'];

  /** In code points. */
  @Column({ name: 'start_at', type: 'integer' })
  startAt: number;

  @Column({ name: 'end_at', type: 'integer' })
  endAt: number;

  @Column({ type: 'text' })
  text: string;

  /** Words of the heading above it, where the passage does not hold them. */
  @Column({ type: 'text', nullable: true })
  heading: string | null;

  /** And the labels of the cells of the rows with which it begins. */
  @Column({ type: 'text', nullable: true })
  header: string | null;

  /** ISO 639-1; empty in an index of version 1. */
  @Column({ type: 'text', default: '' })
  language: string;

  /** In terms; empty where it was indexed before this was kept. */
  @Column({ type: 'integer', nullable: true })
  length: number | null;
}
