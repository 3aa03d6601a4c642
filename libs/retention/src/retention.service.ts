import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { bareHint, Bus } from '#libs/bus';
import { SETTINGS, type Settings } from '#libs/config';
import { Database, Repeated, takeNext } from '#libs/database';
import { loggableError } from '#libs/http';
import { StoredUsageRepository } from '#libs/limits';
import { RetentionRepository } from './retention.repository.js';

const EVERY_MS = 60 * 60 * 1000;
/** After this many chats that fail it is not their doing, and the pass ends. */
const MAX_FAILED = 100;

/** Purges chats that have been DELETED for longer than the retention time, and old usage counts. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionService.name);
  private readonly purging = new Repeated({
    of: RetentionService.name,
    failed: 'purge failed; it is tried again in an hour',
    everyMs: EVERY_MS,
    run: async (signal) => {
      const purged = await this.purge(signal);
      if (purged > 0) this.logger.log({ purged }, 'deleted chats purged');
    },
  });

  constructor(
    private readonly database: Database,
    private readonly rows: RetentionRepository,
    private readonly usage: StoredUsageRepository,
    private readonly bus: Bus,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'RETENTION_DAYS'>,
  ) {}

  onApplicationBootstrap(): void {
    this.purging.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.purging.end();
  }

  /**
   * Purges each chat whole, in its own transaction. Several servers may run this at once. A chat that fails is passed
   * over until the next time.
   * @param signal ends it after the chat that is being purged
   * @returns how many chats were purged
   */
  async purge(signal?: AbortSignal): Promise<number> {
    const failed: number[] = [];
    let purged = 0;
    while (signal?.aborted !== true && failed.length < MAX_FAILED) {
      const end = await this.purgeOne(failed);
      if (end === 'none left') break;
      if (end === 'purged') purged++;
      else failed.push(end.failed);
    }
    if (signal?.aborted === true) return purged;
    await this.usage.purge();
    await this.database.transaction((tx) => this.rows.purgeGivenUp(tx));
    return purged;
  }

  private async purgeOne(except: readonly number[]): Promise<'purged' | 'none left' | { readonly failed: number }> {
    const taken = await takeNext(
      this.database,
      (tx) => this.rows.lockExpired(tx, this.settings.RETENTION_DAYS, except),
      (tx, chat) => this.rows.purge(tx, chat.id),
    );
    if (taken === undefined) return 'none left';
    const { found: chat, failure } = taken;
    if (failure !== undefined) {
      this.logger.warn({ chat_id: chat.id, error: loggableError(failure) }, 'a deleted chat was not purged yet');
      return { failed: chat.id };
    }
    // A reader that asks for the change gets 404.
    const seq = chat.last_seq + 1;
    this.bus.publish(bareHint(chat.id, seq, seq));
    return 'purged';
  }
}
