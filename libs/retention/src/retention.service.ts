import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { bareHint, Bus } from '#libs/bus';
import { SETTINGS, type Settings } from '#libs/config';
import { Database, Repeated } from '#libs/database';
import { StoredUsageRepository } from '#libs/limits';
import { RetentionRepository } from './retention.repository.js';

const EVERY_MS = 60 * 60 * 1000;

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
   * Purges each chat whole, in its own transaction. Several servers may run this at once.
   * @param signal ends it after the chat that is being purged
   * @returns how many chats were purged
   */
  async purge(signal?: AbortSignal): Promise<number> {
    let purged = 0;
    while (signal?.aborted !== true && (await this.purgeOne())) purged++;
    if (signal?.aborted === true) return purged;
    await this.usage.purge();
    await this.database.transaction((tx) => this.rows.purgeGivenUp(tx));
    return purged;
  }

  private async purgeOne(): Promise<boolean> {
    const purged = await this.database.transaction(async (tx) => {
      const chat = await this.rows.lockExpired(tx, this.settings.RETENTION_DAYS);
      if (chat !== undefined) await this.rows.purge(tx, chat.id);
      return chat;
    });
    if (purged === undefined) return false;
    // A reader that asks for the change gets 404.
    const seq = purged.last_seq + 1;
    this.bus.publish(bareHint(purged.id, seq, seq));
    return true;
  }
}
