import { Int8Column, Int8Key, TextKey } from '#libs/database';
import { Entity, ForeignKey } from 'typeorm';

@Entity('message_reaction')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'message_reaction_chat_id_fkey', onDelete: 'CASCADE' })
export class MessageReaction {
  @Int8Key('chat_id', 'message_reaction_pkey')
  chatId: number;

  @Int8Key('message_id', 'message_reaction_pkey')
  messageId: number;

  /** Compared byte by byte (collation "C"): two spellings of one emoji are two reactions. */
  @TextKey('reaction', 'message_reaction_pkey', { collation: 'C' })
  reaction: string;

  @TextKey('user_id', 'message_reaction_pkey')
  userId: string;

  /** The chat's number of the change that added it: the order of `user_ids`. */
  @Int8Column()
  seq: number;
}
