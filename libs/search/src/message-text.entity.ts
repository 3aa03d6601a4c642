import { Int8Key } from '#libs/database';
import { Column, Entity, Index } from 'typeorm';

/**
 * The indexed text of messages. It is apart from `message`, because every receipt would otherwise write its trigrams
 * again. A row changes only when its message is edited, and goes when that is deleted. There is no foreign key: checking it would lock the chat.
 */
@Entity('message_text')
@Index('message_text_trigrams', { synchronize: false })
export class MessageText {
  @Int8Key('chat_id', 'message_text_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_text_pkey')
  messageId: number;

  /** The first 32,768 characters in lower case. */
  @Column({ type: 'text' })
  folded: string;
}
