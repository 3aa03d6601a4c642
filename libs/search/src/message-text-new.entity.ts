import { Int8Key } from '#libs/database';
import { Entity } from 'typeorm';

/**
 * Messages that wait to be indexed: a row is either here or in {@link MessageText}. A send writes the key alone; the
 * text is the message's content until a {@link TextMover} moves it.
 */
@Entity('message_text_new')
export class MessageTextNew {
  @Int8Key('chat_id', 'message_text_new_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_text_new_pkey')
  messageId: number;
}
