import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { TokenAccount } from '#libs/limits';
import { type ClaimedWork, MessageWorkService } from '#libs/message';
import type { ReplySettings } from './reply-settings.js';
import type { TokenMeter } from '../writing/token-meter.js';
import { ReplyFailed } from './reply-failures.js';
import { retryWhileUnavailable } from './retry-while-unavailable.js';

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

  /**
   * Charges what the meter shows, now and then and at the end; what could not be charged is part of the next charge.
   * A charge whose answer is lost is made again.
   * @param signal of the reply's lease: when it is aborted, the last charge is tried once and not again
   * @returns makes the last charge and ends it; never throws
   */
  charge(userId: string, meter: TokenMeter, signal: AbortSignal): () => Promise<void> {
    let charged = 0;
    let running: Promise<void> | undefined;
    const charge = async () => {
      const more = meter.tokens - charged;
      await this.account.spend(userId, more);
      charged += more;
    };
    // One at a time: behind a database that hangs, those of each tick would queue.
    const tick = () => {
      running ??= charge()
        .catch((error: unknown) => this.logger.debug({ error: loggableError(error) }, 'used tokens are charged later'))
        .finally(() => (running = undefined));
    };
    const timer = this.account.isLimited ? setInterval(tick, CHARGE_EVERY_MS) : undefined;
    return async () => {
      clearInterval(timer);
      await running;
      await retryWhileUnavailable(signal, charge).catch((error: unknown) => {
        // A reply does not fail because its price could not be written down.
        const lost = { user_id: userId, tokens: meter.tokens - charged, error: loggableError(error) };
        this.logger.error(lost, 'used tokens were not counted');
      });
    };
  }
}
