import { ApiClient } from '../../support/api-client.js';
import type { ApiServer } from '../../support/api-server.js';
import { tokenOf } from '../../support/live-client.js';
import type { LiveFeeds } from '../../support/live-feeds.js';
import type { ModelServer } from '../../support/model-server.js';
import type { WebhookReceiver } from '../../webhooks/webhook-receiver.js';
import type { Shape } from '../shapes.js';

export interface Stage {
  readonly api: ApiServer;
  readonly model: ModelServer;
  readonly receiver: WebhookReceiver;
  readonly live: LiveFeeds;
}

/** The people who use a service whose database has a known shape. */
export class Visit {
  readonly owner: ApiClient;
  readonly member: ApiClient;
  /** An id half way through all messages. */
  readonly middle: number;

  constructor(
    readonly stage: Stage,
    readonly shape: Shape,
  ) {
    this.owner = this.as('person-1');
    this.member = this.as('member-1');
    this.middle = shape.messages / 2;
  }

  as(userId: string): ApiClient {
    const { url, contract } = this.stage.api;
    return new ApiClient({ url, contract, token: tokenOf(userId), userId });
  }
}
