import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { PostgresClient } from '#libs/database';
import { loggableError } from '#libs/http';
import type { Wire, WireListener } from './wire.js';

/** NOTIFY takes less than 8,000 bytes. */
const MAX_BYTES = 7_900;
const MAX_QUEUED = 10_000;
const MAX_PER_STATEMENT = 500;
const RETRY_MS = [100, 250, 500, 1_000, 2_000] as const;
/** A connection that has heard nothing, not even a probe, by the second probe after it is deaf. */
const PROBE_EVERY_MS = 1_500;
const MOST_UNHEARD = 2;
/** In ms, for each query: late hints are of little use. */
const ANSWERS_WITHIN_MS = 2_000;

/**
 * LISTEN and NOTIFY, each on its own connection to the primary. A pooler in transaction mode neither hears nor reports
 * an error, so probes find it out. While one NOTIFY statement is in flight, further payloads wait for the next one: no
 * timer is needed, and nobody waits when it is quiet.
 */
export class PostgresWire implements Wire {
  readonly maxBytes = MAX_BYTES;
  dropped = 0;
  private readonly logger = new Logger(PostgresWire.name);
  private readonly queue: string[] = [];
  private readonly stopped = new AbortController();
  private listening: PostgresClient | undefined;
  private notifying: Promise<PostgresClient> | undefined;
  private isSending = false;
  private sending: Promise<void> | undefined;
  private probe: NodeJS.Timeout | undefined;
  private unheard = 0;
  private readonly listen: string;

  constructor(
    private readonly url: string,
    private readonly channel: string,
  ) {
    this.listen = `LISTEN ${pg.escapeIdentifier(channel)}`;
  }

  get hears(): boolean {
    return this.listening !== undefined && this.unheard < MOST_UNHEARD;
  }

  async start(listener: WireListener): Promise<void> {
    await this.hear(listener).catch((error: unknown) => this.reconnect(listener, error));
    // After a pause of the process, what arrived meanwhile is read first.
    this.probe = setInterval(() => setImmediate(() => this.check(listener)), PROBE_EVERY_MS);
    this.probe.unref();
  }

  async othersListen(): Promise<boolean> {
    const client = await this.notifier();
    const { rows } = await client.query<{ listen: boolean }>({
      name: 'bus.others-listen',
      // A connection that listens says nothing afterwards. What those of another role said is hidden. One is our own.
      text: `SELECT count(*) > 1 AS listen FROM pg_stat_activity
        WHERE datname = current_database() AND query IN ($1, '<insufficient privilege>')`,
      values: [this.listen],
    });
    return rows[0]?.listen ?? true;
  }

  send(payload: string): void {
    if (this.queue.push(payload) > MAX_QUEUED) {
      this.queue.shift();
      this.dropped++;
    }
    if (!this.isSending) this.sending = this.drainQueue();
  }

  async sent(): Promise<void> {
    await this.sending;
  }

  stop(): Promise<void> {
    clearInterval(this.probe);
    this.stopped.abort();
    this.listening?.abandon();
    this.abandonNotifier();
    return Promise.resolve();
  }

  private async hear(listener: WireListener): Promise<void> {
    const client = this.newClient();
    client.on('notification', ({ payload = '' }) => {
      if (listener.received(payload)) this.unheard = 0;
    });
    await this.open(client);
    await client.query(this.listen).catch((error: unknown) => {
      client.abandon();
      throw error;
    });
    client.on('end', () => {
      this.listening = undefined;
      this.reconnect(listener, new Error('the connection ended'));
    });
    this.listening = client;
    this.unheard = 0;
  }

  private reconnect(listener: WireListener, cause: unknown): void {
    if (this.stopped.signal.aborted) return;
    this.logger.warn({ error: loggableError(cause) }, 'the bus hears nothing; reconnecting');
    void this.retry(() => this.hear(listener)).then((isBack) => isBack && listener.reconnected());
  }

  private async retry(work: () => Promise<void>): Promise<boolean> {
    for (let attempt = 0; !this.stopped.signal.aborted; attempt++) {
      const wait = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
      await sleep(wait, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
      try {
        await work();
        return true;
      } catch {
        // It tries again; the first failure was logged.
      }
    }
    return false;
  }

  private check(listener: WireListener): void {
    if (this.stopped.signal.aborted) return;
    if (this.unheard >= MOST_UNHEARD && this.listening !== undefined) {
      this.logger.warn('LISTEN hears nothing: BUS_DATABASE_URL must lead directly to the primary, not to a pooler');
      this.listening.abandon();
      this.listening = undefined;
    }
    const probe = listener.probe();
    this.unheard = probe === undefined ? 0 : this.unheard + 1;
    if (probe !== undefined) this.send(probe);
  }

  private async drainQueue(): Promise<void> {
    this.isSending = true;
    while (this.queue.length > 0 && !this.stopped.signal.aborted) {
      const payloads = this.queue.splice(0, MAX_PER_STATEMENT);
      try {
        await this.notify(payloads);
      } catch (error) {
        this.dropped += payloads.length;
        this.logger.warn({ error: loggableError(error), payloads: payloads.length }, 'hints are lost');
        this.abandonNotifier();
        await sleep(RETRY_MS[1], undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
      }
    }
    this.isSending = false;
  }

  private async notify(payloads: readonly string[]): Promise<void> {
    const client = await this.notifier();
    await client.query({
      name: 'bus.notify',
      text: 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) WITH ORDINALITY sent(payload, nth) ORDER BY nth',
      values: [this.channel, payloads],
    });
  }

  /** One connection, also for those who ask while it is made. */
  private notifier(): Promise<PostgresClient> {
    if (this.notifying !== undefined) return this.notifying;
    const connecting = this.connected();
    const forget = () => {
      if (this.notifying === connecting) this.notifying = undefined;
    };
    connecting.then((client) => client.on('end', forget), forget);
    this.notifying = connecting;
    return connecting;
  }

  private abandonNotifier(): void {
    this.notifying?.then(
      (client) => client.abandon(),
      () => undefined,
    );
    this.notifying = undefined;
  }

  private async connected(): Promise<PostgresClient> {
    const client = this.newClient();
    await this.open(client);
    return client;
  }

  private async open(client: PostgresClient): Promise<void> {
    await client.connect();
    if (!this.stopped.signal.aborted) return;
    client.abandon();
    throw new Error('the bus has been stopped');
  }

  private newClient(): PostgresClient {
    return new PostgresClient({
      connectionString: this.url,
      application_name: 'chat-system-api bus',
      connectionTimeoutMillis: ANSWERS_WITHIN_MS,
      query_timeout: ANSWERS_WITHIN_MS,
      statement_timeout: ANSWERS_WITHIN_MS,
      keepAlive: true,
      // A NOTIFY is a commit, and nobody needs it to be on disk.
      options: '-c synchronous_commit=off',
    });
  }
}
