import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { type Moved, moveTextsStatement, type TextPlace } from './moving-texts.js';

/** As far as anybody counts what waits. */
const COUNTED = 10_000;

@Injectable()
export class MessageTextRepository {
  /** @returns undefined when there was nothing behind that place */
  async move(tx: Tx, after: TextPlace): Promise<Moved | undefined> {
    const [moved] = await tx.query<Moved>(moveTextsStatement(after));
    return moved;
  }

  /** Messages whose text waits to be indexed, counted up to 10,000. */
  async countNew(db: Queryable): Promise<number> {
    const [texts] = await db.query<{ count: number }>({
      name: 'search.count-new',
      text: `SELECT count(*)::integer AS count FROM (SELECT 1 FROM message_text_new LIMIT ${COUNTED}) n`,
      values: [],
    });
    return texts?.count ?? 0;
  }
}
