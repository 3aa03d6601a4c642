import { Int8Key } from '#libs/database';
import { Column, Entity, ForeignKey, Index } from 'typeorm';

/** That a reply cites a message, which may be in another chat. */
@Entity('message_citation')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'message_citation_chat_id_fkey', onDelete: 'CASCADE' })
@Index('message_citation_reply', ['chatId', 'messageId'])
export class MessageCitation {
  @Int8Key('cited_chat_id', 'message_citation_pkey')
  citedChatId: number;

  @Int8Key('cited_id', 'message_citation_pkey')
  citedId: number;

  /** Of the reply. */
  @Int8Key('chat_id', 'message_citation_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_citation_pkey')
  messageId: number;

  /** Whether the citation says already that the message was edited; once that is deleted, there is no row. */
  @Column({ name: 'is_edited', type: 'boolean', default: false })
  isEdited: boolean;
}
