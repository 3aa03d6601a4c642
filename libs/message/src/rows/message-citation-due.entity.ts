import { Int8Column, Int8Key } from '#libs/database';
import { Entity, ForeignKey } from 'typeorm';

/** A message that was edited or deleted, of which citations have still to follow. */
@Entity('message_citation_due')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'message_citation_due_chat_id_fkey', onDelete: 'CASCADE' })
export class MessageCitationDue {
  @Int8Key('chat_id', 'message_citation_due_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_citation_due_pkey')
  messageId: number;

  /** The chat's number of the latest such change. */
  @Int8Column({ name: 'due_seq' })
  dueSeq: number;
}
