import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { REPLY_SETTINGS, type ReplySettings } from '../reply-settings.js';
import { ReplyFailed } from './reply-failed.js';

/** How many tokens each person has used of the model, by day (UTC). */
@Injectable()
export class TokenBudget {
  constructor(
    private readonly database: Database,
    @Inject(REPLY_SETTINGS) private readonly settings: ReplySettings,
  ) {}

  /** @throws ReplyFailed `reply_limit` when the day's tokens are used up; the reply that uses them up is finished */
  async check(userId: string): Promise<void> {
    const { TOKENS_PER_USER_PER_DAY: limit } = this.settings;
    if (limit === 0) return;
    const [used] = await this.database.query<{ tokens: number }>({
      name: 'reply-tokens.find',
      text: `SELECT tokens FROM reply_tokens WHERE user_id = $1 AND day = (now() AT TIME ZONE 'UTC')::date`,
      values: [userId],
    });
    if ((used?.tokens ?? 0) >= limit) throw new ReplyFailed('reply_limit', "The day's tokens are used up.");
  }

  async spend(userId: string, tokens: number): Promise<void> {
    await this.database.query({
      name: 'reply-tokens.spend',
      text: `INSERT INTO reply_tokens AS t (user_id, day, tokens) VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2)
        ON CONFLICT (user_id) DO UPDATE SET
          tokens = CASE WHEN t.day = excluded.day THEN t.tokens ELSE 0 END + excluded.tokens, day = excluded.day`,
      values: [userId, tokens],
    });
  }
}
