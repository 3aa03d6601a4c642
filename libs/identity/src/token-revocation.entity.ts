import { Entity, Index } from 'typeorm';
import { TextKey, TimeColumn } from '#libs/database';

/** The tokens of a person that were issued before a moment count no more. */
@Entity('token_revocation')
@Index('token_revocation_by_moment', ['revokedBefore', 'userId'])
export class TokenRevocation {
  @TextKey('user_id', 'token_revocation_pkey')
  userId: string;

  @TimeColumn({ name: 'revoked_before' })
  revokedBefore: Date;
}
