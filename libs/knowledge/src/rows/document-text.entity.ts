import { Column, Entity, ForeignKey } from 'typeorm';
import { Int8Key } from '#libs/database';

/** The text that was extracted from a FILE message. */
@Entity('document_text')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'document_text_chat_id_fkey', onDelete: 'CASCADE' })
export class DocumentText {
  @Int8Key('chat_id', 'document_text_pkey')
  chatId: number;

  @Int8Key('message_id', 'document_text_pkey')
  messageId: number;

  @Column({ type: 'text' })
  text: string;
}
