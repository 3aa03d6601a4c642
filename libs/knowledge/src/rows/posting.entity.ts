import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Int8Key, TextKey } from '#libs/database';

/** Some of the passages that hold a term; see `packed-posting.ts`. */
@Entity('posting')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'posting_chat_id_fkey', onDelete: 'CASCADE' })
export class Posting {
  @Int8Key('chat_id', 'posting_pkey')
  chatId: number;

  /** The language of the passages, a space, and the term as `KINDS` has it; in an index of version 1 the term alone. */
  @TextKey('term', 'posting_pkey', { collation: 'C' })
  term: string;

  @PrimaryColumn({ name: 'first_id', type: 'integer', primaryKeyConstraintName: 'posting_pkey' })
  firstId: number;

  @Column({ type: 'bytea' })
  packed: Buffer;
}
