import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Bus } from '#libs/bus';
import { SETTINGS, type Settings } from '#libs/config';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { StoredUsageRepository } from '#libs/limits';
import { RetentionRepository } from './retention.repository.js';

const EVERY_MS = 60 * 60 * 1000;

/** Purges chats that have been DELETED for longer than the retention time, and old usage counts. */
@Injectable()
export class RetentionService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RetentionService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly rows: RetentionRepository,
    private readonly usage: StoredUsageRepository,
    private readonly bus: Bus,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'RETENTION_DAYS'>,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Purges each chat whole, in its own transaction. Several servers may run this at once.
   * @returns how many chats were purged
   */
  async purge(): Promise<number> {
    let purged = 0;
    while (await this.purgeOne()) purged++;
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
    this.bus.publish({ kind: 'changed', chatId: purged.id, seq, chatSeq: seq });
    return true;
  }

  private async run(): Promise<void> {
    try {
      const purged = await this.purge();
      if (purged > 0) this.logger.log({ purged }, 'deleted chats purged');
    } catch (error) {
      this.logger.error({ error: loggableError(error) }, 'purge failed; it is tried again in an hour');
    }
  }
}
