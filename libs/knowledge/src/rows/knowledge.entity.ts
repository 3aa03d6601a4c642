import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Int8Column, Int8Key } from '#libs/database';
import type { LanguageCounts } from '../words/language.js';

/** What a chat knows, in numbers; its lock orders transactions that index the chat's texts. */
@Entity('knowledge')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'knowledge_chat_id_fkey', onDelete: 'CASCADE' })
export class Knowledge {
  @Int8Key('chat_id', 'knowledge_pkey')
  chatId: number;

  /** Every change of the chat up to this number has been looked at for texts. */
  @Int8Column({ name: 'indexed_seq', default: 0 })
  indexedSeq: number;

  /** The ids of its passages are from this to before `next_id`; none is ever given twice. */
  @Column({ name: 'first_id', type: 'integer', default: 1 })
  firstId: number;

  @Column({ name: 'next_id', type: 'integer', default: 1 })
  nextId: number;

  @Column({ name: 'passage_count', type: 'integer', default: 0 })
  passageCount: number;

  /** Sum of the lengths of its passages, in terms. */
  @Int8Column({ name: 'total_length', default: 0 })
  totalLength: number;

  /** What they are by language. */
  @Column({ type: 'jsonb', default: {} })
  languages: LanguageCounts;

  /** How terms were made; see `TERMS_VERSION`. */
  @Index('knowledge_version')
  @Column({ type: 'integer' })
  version: number;
}
