import { Column, Entity, ForeignKey } from 'typeorm';
import { Int8Key } from '#libs/database';

/** Which passages of a chat have vectors of a model: so nobody has to look for those without. */
@Entity('embedded_range')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'embedded_range_chat_id_fkey', onDelete: 'CASCADE' })
export class EmbeddedRange {
  @Int8Key('chat_id', 'embedded_range_pkey')
  chatId: number;

  @Column({ type: 'text' })
  model: string;

  @Column({ name: 'first_id', type: 'integer' })
  firstId: number;

  /** Inclusive. */
  @Column({ name: 'last_id', type: 'integer' })
  lastId: number;
}
