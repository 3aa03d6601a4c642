import type { Database, Tx } from '#libs/database';

/** How many tokens each person has used, by day (UTC): for replies, whether or not they succeeded, and for vectors. */
export class TokenAccount {
  /** @param limit tokens per person and day; 0 = unlimited */
  constructor(
    private readonly database: Database,
    readonly limit: number,
  ) {}

  get isLimited(): boolean {
    return this.limit > 0;
  }

  /** Whether the person has tokens left today. */
  async isLeft(userId: string): Promise<boolean> {
    if (!this.isLimited) return true;
    const [used] = await this.database.query<{ tokens: number }>({
      name: 'reply-tokens.find',
      text: `SELECT tokens FROM reply_tokens WHERE user_id = $1 AND day = (now() AT TIME ZONE 'UTC')::date`,
      values: [userId],
    });
    return (used?.tokens ?? 0) < this.limit;
  }

  /** The tokens used today. Nobody else changes, or locks, the row until the transaction ends. */
  async lockToday(tx: Tx, userId: string): Promise<number> {
    const [row] = await tx.query<{ tokens: number }>({ name: 'reply-tokens.lock', text: ADD, values: [userId, 0] });
    return row?.tokens ?? 0;
  }

  /** @param tokens below 0 give back what was estimated too high */
  async spend(userId: string, tokens: number): Promise<void> {
    if (tokens !== 0) await this.database.query({ name: 'reply-tokens.spend', text: ADD, values: [userId, tokens] });
  }
}

const ADD = `INSERT INTO reply_tokens AS t (user_id, day, tokens)
  VALUES ($1, (now() AT TIME ZONE 'UTC')::date, greatest(0, $2::bigint))
  ON CONFLICT (user_id) DO UPDATE SET
    tokens = greatest(0, CASE WHEN t.day = excluded.day THEN t.tokens ELSE 0 END + $2::bigint), day = excluded.day
  RETURNING tokens`;
