import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { createClient, type RedisClientType } from '@redis/client';
import { loggableError, redisOptions, redisRetryDelay } from '#libs/http';
import type { Wire, WireListener } from './wire.js';

/** Above every frame. */
const MAX_BYTES = 128 * 1024;
/** In ms. A server begins without Redis after this time, which goes on connecting. */
const START_WITHIN_MS = 3_000;
const PING_EVERY_MS = 1_500;
/** In ms. A connection that receives nothing for this time, not even the answer to a ping, is dead. */
const DEAD_AFTER_MS = 4_000;

/** Redis publish/subscribe: for more servers than one PostgreSQL should wake. */
export class RedisWire implements Wire {
  readonly maxBytes = MAX_BYTES;
  dropped = 0;
  private readonly logger = new Logger(RedisWire.name);
  private readonly publisher: RedisClientType;
  private readonly subscriber: RedisClientType;
  private readonly stopped = new AbortController();
  private sending: Promise<unknown> | undefined;
  private hasFailed = false;
  private hasStarted = false;
  private isSubscribed = false;
  private answeredAt = performance.now();

  constructor(
    url: string,
    private readonly channel: string,
  ) {
    this.publisher = createClient(redisOptions(url, PING_EVERY_MS, DEAD_AFTER_MS)) as RedisClientType;
    this.subscriber = this.publisher.duplicate({ disableOfflineQueue: false });
  }

  get hears(): boolean {
    return this.isSubscribed && this.subscriber.isReady;
  }

  async start(listener: WireListener): Promise<void> {
    for (const client of [this.publisher, this.subscriber]) {
      client.on('error', (error: unknown) => this.failed(error));
      // Tries again by itself until it is closed.
      client.connect().catch(() => undefined);
    }
    for (const event of ['ready', 'ping-interval'])
      this.publisher.on(event, () => (this.answeredAt = performance.now()));
    this.subscriber.on('ready', () => {
      if (this.isSubscribed) listener.reconnected();
      this.hasFailed = false;
    });
    const limit = new Promise<void>((resolve) => setTimeout(resolve, START_WITHIN_MS).unref());
    await Promise.race([this.subscribe(listener), limit]);
    this.hasStarted = true;
  }

  async othersListen(): Promise<boolean> {
    const { [this.channel]: subscribers = 0 } = await this.publisher.pubSubNumSub([this.channel]);
    return Number(subscribers) > 1;
  }

  send(payload: string): void {
    this.replaceDead();
    this.sending = this.publisher.publish(this.channel, payload).catch(() => this.dropped++);
  }

  /** They are answered in order. */
  async sent(): Promise<void> {
    await this.sending;
  }

  stop(): Promise<void> {
    this.stopped.abort();
    this.publisher.destroy();
    this.subscriber.destroy();
    return Promise.resolve();
  }

  /** The client subscribes again by itself after a reconnect; not when the connection broke before the first time. */
  private async subscribe(listener: WireListener): Promise<void> {
    const { signal } = this.stopped;
    for (let attempt = 0; !this.isSubscribed && !signal.aborted; attempt++) {
      try {
        await this.subscriber.subscribe(this.channel, (payload) => listener.received(payload));
        this.isSubscribed = true;
      } catch (error) {
        if (!signal.aborted) this.failed(error);
        await sleep(redisRetryDelay(attempt), undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
    if (this.isSubscribed && this.hasStarted) listener.reconnected();
  }

  /** What is written keeps a dead connection from seeming idle, so that `socketTimeout` would not see it. */
  private replaceDead(): void {
    if (!this.publisher.isReady || performance.now() - this.answeredAt < DEAD_AFTER_MS + PING_EVERY_MS) return;
    this.failed(new Error('Redis does not answer'));
    this.publisher.destroy();
    this.publisher.connect().catch(() => undefined);
  }

  private failed(error: unknown): void {
    if (!this.hasFailed) this.logger.warn({ error: loggableError(error) }, 'Redis is away; reconnecting');
    this.hasFailed = true;
  }
}
