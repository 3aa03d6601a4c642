import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Int8Key } from '#libs/database';

/**
 * A passage as a vector of length 1. Where the database has pgvector, a column `embedding` of its type is added when it
 * is first needed (see `pgvector.ts`), and new vectors are kept there instead.
 */
@Entity('passage_vector')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'passage_vector_chat_id_fkey', onDelete: 'CASCADE' })
export class PassageVector {
  @Int8Key('chat_id', 'passage_vector_pkey')
  chatId: number;

  @PrimaryColumn({ name: 'passage_id', type: 'integer', primaryKeyConstraintName: 'passage_vector_pkey' })
  passageId: number;

  @Column({ type: 'text' })
  model: string;

  /** float32, little-endian. */
  @Column({ type: 'bytea', nullable: true })
  packed: Buffer | null;
}
