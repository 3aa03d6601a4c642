import { createSecretKey } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import type { SealKey, SealKeys } from './seal.js';

/** In ms. Made-up key ids make the table be read no more often than this. */
const READ_AGAIN_AFTER_MS = 10_000;

/** The keys of the bus, from a table that only servers and workers can read: they need no other common secret. */
@Injectable()
export class BusKeys implements SealKeys {
  private readonly logger = new Logger(BusKeys.name);
  private keys = new Map<number, SealKey>();
  private readAt = -Infinity;
  newest: SealKey | undefined;

  constructor(private readonly database: Database) {}

  async load(): Promise<this> {
    this.readAt = performance.now();
    const rows = await this.database.query<{ id: number; key: Buffer }>({
      name: 'bus.keys',
      text: 'SELECT id, key FROM bus_key ORDER BY id',
      values: [],
    });
    const keys = rows.map(({ id, key }) => ({ id, key: createSecretKey(key) }));
    this.keys = new Map(keys.map((key) => [key.id, key]));
    this.newest = keys.at(-1);
    return this;
  }

  /** An unknown key may be new: it is found a moment later. */
  find(id: number): SealKey | undefined {
    const key = this.keys.get(id);
    if (key === undefined && performance.now() - this.readAt > READ_AGAIN_AFTER_MS)
      this.load().catch((error: unknown) =>
        this.logger.warn({ error: loggableError(error) }, 'the keys of the bus cannot be read'),
      );
    return key;
  }
}
