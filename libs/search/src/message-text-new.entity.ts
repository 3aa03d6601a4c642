import { Int8Key } from '#libs/database';
import { Entity } from 'typeorm';

/**
 * Messages that are not yet in {@link MessageText}: a row is in one of the two. The key alone is written when a message
 * is sent; its text is its content until a {@link TextMover} has moved it.
 */
@Entity('message_text_new')
export class MessageTextNew {
  @Int8Key('chat_id', 'message_text_new_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_text_new_pkey')
  messageId: number;
}
