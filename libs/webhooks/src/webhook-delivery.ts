import { Inject, Injectable, Logger } from '@nestjs/common';
import { type ClaimedDue, WebhookDueRepository } from '#libs/chat';
import { SETTINGS } from '#libs/config';
import { loggableError } from '#libs/http';
import { type ChatNews, ChatNewsReader } from './chat-news.js';
import type { WebhookFailure } from './webhook-failure.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { WebhookPost } from './webhook-post.js';
import { FAILS_AFTER, type ReceiverState, WebhookReceiverRepository } from './webhook-receiver.repository.js';
import type { WebhookSettings } from './webhook-settings.js';

/** Longer than reading, calling and storing may take, so that nobody else calls for the same chat meanwhile. */
export const LEASE_SECONDS = 30;
/** How long after the claim its news may still be sent, in ms. */
const READ_WITHIN_MS = 15_000;

/** Tells the receiver of one chat. */
@Injectable()
export class WebhookDelivery {
  private readonly logger = new Logger(WebhookDelivery.name);
  private readonly post: WebhookPost;
  /** Whether this process has reported a failure that the next success must reset. */
  private isSuspect = false;

  constructor(
    @Inject(SETTINGS) { WEBHOOK_URL: url = '', WEBHOOK_SECRET: secrets = [] }: WebhookSettings,
    private readonly due: WebhookDueRepository,
    private readonly receiver: WebhookReceiverRepository,
    private readonly news: ChatNewsReader,
    private readonly metrics: WebhookMetrics,
  ) {
    this.post = new WebhookPost(url, secrets);
  }

  /** Never throws; what fails here for reasons of our own is taken again when the lease is over. */
  async run(claimed: ClaimedDue, state: ReceiverState, signal: AbortSignal): Promise<void> {
    const { chatId } = claimed;
    try {
      const begun = performance.now();
      const news = await this.news.read(claimed);
      if (performance.now() - begun > READ_WITHIN_MS) {
        this.logger.warn({ chat_id: chatId }, 'a webhook is sent later: the database was slow');
        return await this.due.release(claimed);
      }
      const failure = await this.call(claimed, news, signal);
      if (failure !== undefined) return await this.failed(claimed, failure, state);
      await this.due.delivered(claimed, news.place);
      if (news.data !== undefined) await this.succeeded(state);
    } catch (error) {
      if (signal.aborted) await this.due.release(claimed).catch(() => undefined);
      else this.logger.error({ error: loggableError(error), chat_id: chatId }, 'a webhook was not sent');
    }
  }

  private async call(
    claimed: ClaimedDue,
    { id, data }: ChatNews,
    signal: AbortSignal,
  ): Promise<WebhookFailure | undefined> {
    if (data === undefined) return undefined;
    const body = JSON.stringify({ type: 'chat.changed', timestamp: claimed.dueSince, data });
    const ended = this.metrics.seconds.startTimer();
    const failure = await this.post.send({ id, body }, signal);
    ended();
    this.metrics.ended(failure === undefined ? 'taken' : 'failed');
    if (failure !== undefined)
      this.logger.warn(
        { webhook_id: id, chat_id: claimed.chatId, failure: failure.why },
        'the receiver did not take a webhook',
      );
    return failure;
  }

  private async succeeded({ failures }: ReceiverState): Promise<void> {
    if (failures === 0 && !this.isSuspect) return;
    this.isSuspect = false;
    await this.receiver.recovered();
  }

  private async failed(claimed: ClaimedDue, failure: WebhookFailure, { failures }: ReceiverState): Promise<void> {
    this.isSuspect = true;
    const { isGivenUp } = await this.due.failed(claimed, failure, failures < FAILS_AFTER);
    await this.receiver.failed(claimed.chatId, failure);
    if (!isGivenUp) return;
    this.metrics.givenUp.inc();
    this.logger.error({ chat_id: claimed.chatId, failure: failure.why }, 'a chat is given up until it changes again');
  }
}
