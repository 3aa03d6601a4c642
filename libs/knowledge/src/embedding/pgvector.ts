import { Injectable, Logger } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { loggableError } from '#libs/http';

/** In ms. Where it is not used, it is looked for again after this time: its owner may add it at any moment. */
const LOOK_AGAIN_MS = 60_000;

/** Whether the database compares vectors itself: the extension is there, which is for its owner to decide. */
@Injectable()
export class Pgvector {
  private readonly logger = new Logger(Pgvector.name);
  private state: 'used' | 'possible' | 'absent' = 'absent';
  private lookedAt = -Infinity;
  private triedAt = -Infinity;

  /** Whether vectors are kept in its type, by this process or another. */
  async isThere(db: Queryable): Promise<boolean> {
    if (this.state !== 'used' && isDue(this.lookedAt)) {
      this.state = await this.look(db);
      this.lookedAt = performance.now();
    }
    return this.state === 'used';
  }

  /** As {@link isThere}, for who writes vectors: adds the column for its type once the extension is there. */
  async prepare(db: Queryable): Promise<boolean> {
    if (await this.isThere(db)) return true;
    if (this.state === 'absent' || !isDue(this.triedAt)) return false;
    this.triedAt = performance.now();
    if (await this.addColumn(db)) this.state = 'used';
    return this.isThere(db);
  }

  private async look(db: Queryable): Promise<Pgvector['state']> {
    const [row] = await db.query<{ extension: boolean; column: boolean }>({
      name: 'embedding.pgvector',
      text: `SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector') AS extension,
        EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'passage_vector'::regclass AND attname = 'embedding'
          AND NOT attisdropped) AS "column"`,
      values: [],
    });
    if (row?.extension !== true) return 'absent';
    return row.column ? 'used' : 'possible';
  }

  private async addColumn(db: Queryable): Promise<boolean> {
    try {
      const text = 'ALTER TABLE passage_vector ADD COLUMN IF NOT EXISTS embedding vector';
      await db.query({ name: 'embedding.add-column', text, values: [] });
      return true;
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'pgvector is there but not used: no column could be added');
      return false;
    }
  }
}

function isDue(lastAt: number): boolean {
  return performance.now() >= lastAt + LOOK_AGAIN_MS;
}
