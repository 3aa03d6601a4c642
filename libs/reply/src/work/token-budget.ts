import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { TokenAccount } from '#libs/limits';
import { type ClaimedWork, MessageWorkService } from '#libs/message';
import type { ReplySettings } from './reply-settings.js';
import type { TokenMeter } from '../writing/token-meter.js';
import { ReplyFailed } from './reply-failed.js';

/** About what a model is sent for a reply at most: instructions, earlier turns and passages, in tokens. */
const USUAL_PROMPT = 1_000;
/** What a reply has cost so far is charged so often, in ms: a worker that is killed gives away no more. */
const CHARGE_EVERY_MS = 250;

/** Keeps each person within the day's tokens: what replies may cost is held back, what they cost is charged. */
@Injectable()
export class TokenBudget {
  private readonly logger = new Logger(TokenBudget.name);

  constructor(
    private readonly database: Database,
    private readonly work: MessageWorkService,
    private readonly account: TokenAccount,
    @Inject(SETTINGS) private readonly settings: ReplySettings,
  ) {}

  /**
   * Holds back what the reply may cost, until its work ends.
   * @throws ReplyFailed `reply_limit` when the day's tokens are used up, or held back for other replies; the reply that
   *   uses them up is finished
   */
  async reserve(work: ClaimedWork): Promise<void> {
    const { LLM_BASE_URL, LLM_MAX_OUTPUT_TOKENS } = this.settings;
    if (!this.account.isLimited || LLM_BASE_URL === undefined) return;
    await this.database.transaction(async (tx) => {
      const spent = await this.account.lockToday(tx, work.asker);
      const reserved = await this.work.reservedOf(tx, work);
      if (spent >= this.account.limit) throw new ReplyFailed('reply_limit', "The day's tokens are used up.");
      if (spent + reserved >= this.account.limit)
        throw new ReplyFailed('reply_limit', 'Your other replies may use up what is left of the tokens of the day.');
      await this.work.reserve(tx, work, LLM_MAX_OUTPUT_TOKENS + USUAL_PROMPT);
    });
  }

  /** Charges what the meter shows, now and then and at the end. @returns ends it */
  charge(userId: string, meter: TokenMeter): () => Promise<void> {
    let charged = 0;
    let last: Promise<void> = Promise.resolve();
    const settle = () => {
      const more = meter.tokens - charged;
      charged += more;
      return (last = last.then(() => this.spend(userId, more)));
    };
    const timer = this.account.isLimited ? setInterval(() => void settle(), CHARGE_EVERY_MS) : undefined;
    return () => {
      clearInterval(timer);
      return settle();
    };
  }

  /** A reply does not fail because its price could not be written down. */
  private async spend(userId: string, tokens: number): Promise<void> {
    await this.account.spend(userId, tokens).catch((error: unknown) => {
      this.logger.error({ user_id: userId, tokens, error: loggableError(error) }, 'used tokens were not counted');
    });
  }
}
