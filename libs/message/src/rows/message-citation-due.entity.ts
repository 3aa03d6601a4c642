import { Int8Column, Int8Key } from '#libs/database';
import { Entity } from 'typeorm';

/** A message that was edited, deleted, or purged with its chat, of which citations have still to follow. */
@Entity('message_citation_due')
export class MessageCitationDue {
  @Int8Key('chat_id', 'message_citation_due_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_citation_due_pkey')
  messageId: number;

  /** The chat's number of the latest such change, or above; it only tells one from the next. */
  @Int8Column({ name: 'due_seq' })
  dueSeq: number;
}
