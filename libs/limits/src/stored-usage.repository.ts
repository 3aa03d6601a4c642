import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';

/** Days that are kept for statistics. */
const KEPT_DAYS = 7;
const BATCH = 5_000;

@Injectable()
export class StoredUsageRepository {
  constructor(private readonly database: Database) {}

  async find(userId: string, day: string): Promise<number> {
    const [row] = await this.database.query<{ bytes: number }>({
      name: 'stored-usage.find',
      text: 'SELECT bytes FROM stored_usage WHERE user_id = $1 AND day = $2::date',
      values: [userId, day],
    });
    return row?.bytes ?? 0;
  }

  /**
   * In the order of the people, so that servers that add at once wait for each other and never deadlock.
   * @returns what each has stored on that day
   */
  add(day: string, added: readonly (readonly [userId: string, bytes: number])[]): Promise<StoredSum[]> {
    const sorted = added.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return this.database.query<StoredSum>({
      name: 'stored-usage.add',
      text: `INSERT INTO stored_usage AS u (user_id, day, bytes)
        SELECT a.user_id, $1::date, a.bytes
        FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS a (user_id, bytes, nth) ORDER BY a.nth
        ON CONFLICT (user_id, day) DO UPDATE SET bytes = u.bytes + excluded.bytes
        RETURNING u.user_id, u.bytes`,
      values: [day, sorted.map(([userId]) => userId), sorted.map(([, bytes]) => bytes)],
    });
  }

  /** @returns how many rows of days long past are gone */
  async purge(): Promise<number> {
    for (let purged = 0; ;) {
      const gone = await this.database.query({
        name: 'stored-usage.purge',
        text: `DELETE FROM stored_usage WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM stored_usage WHERE day < (now() AT TIME ZONE 'UTC')::date - $1::int LIMIT $2)) RETURNING 1`,
        values: [KEPT_DAYS, BATCH],
      });
      purged += gone.length;
      if (gone.length < BATCH) return purged;
    }
  }
}

interface StoredSum {
  readonly user_id: string;
  readonly bytes: number;
}
