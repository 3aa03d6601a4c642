import { Int8Column, TextKey } from '#libs/database';
import { Entity, PrimaryColumn } from 'typeorm';

/** Bytes that were stored for a person on one day (UTC). */
@Entity('stored_usage')
export class StoredUsage {
  @TextKey('user_id', 'stored_usage_pkey')
  userId: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'stored_usage_pkey' })
  day: string;

  @Int8Column({ name: 'bytes' })
  bytes: number;
}
