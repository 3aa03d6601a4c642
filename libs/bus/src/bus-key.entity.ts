import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key of the bus. Only the role of the service may read it; the newest one seals. */
@Entity('bus_key')
export class BusKey {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'bus_key_pkey' })
  id: number;

  /** 32 random bytes. */
  @Column({ type: 'bytea' })
  key: Buffer;
}
