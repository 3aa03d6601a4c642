import { Column, Entity } from 'typeorm';
import { Int8Column, TextKey } from '#libs/database';

/** Tokens of one person on the last day that they used any. */
@Entity('reply_tokens')
export class ReplyTokens {
  @TextKey('user_id', 'reply_tokens_pkey')
  userId: string;

  @Column({ type: 'date' })
  day: string;

  @Int8Column({ name: 'tokens' })
  tokens: number;
}
