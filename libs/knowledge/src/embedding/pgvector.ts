import { Injectable, Logger } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { loggableError } from '#libs/http';

/** Whether the database compares vectors itself: the extension is there, which is for its owner to decide. */
@Injectable()
export class Pgvector {
  private readonly logger = new Logger(Pgvector.name);
  private found: boolean | undefined;

  /** Adds the column for its type the first time that the extension is there. */
  async isThere(db: Queryable): Promise<boolean> {
    this.found ??= await this.prepare(db);
    return this.found;
  }

  private async prepare(db: Queryable): Promise<boolean> {
    const [row] = await db.query<{ extension: boolean; column: boolean }>({
      name: 'embedding.pgvector',
      text: `SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector') AS extension,
        EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'passage_vector'::regclass AND attname = 'embedding'
          AND NOT attisdropped) AS "column"`,
      values: [],
    });
    if (row === undefined || !row.extension || row.column) return row?.extension ?? false;
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
