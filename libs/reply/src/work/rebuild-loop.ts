import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { loggableError } from '#libs/http';
import { KnowledgeService } from '#libs/knowledge';
import type { ReplySettings } from './reply-settings.js';

/** Nobody waits for it: what is indexed otherwise is found meanwhile. In ms. */
const LOOK_EVERY_MS = 5_000;

/** Has chats indexed again, one after the other, whose index another release has made. */
@Injectable()
export class RebuildLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RebuildLoop.name);
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(
    private readonly knowledge: KnowledgeService,
    @Inject(SETTINGS) private readonly settings: ReplySettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.WORKER !== 'off') this.look(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private look(withinMs: number): void {
    if (this.ending.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, withinMs).unref();
  }

  private async run(): Promise<void> {
    let isMore = false;
    try {
      isMore = await this.knowledge.rebuildNext(this.ending.signal);
    } catch (error) {
      if (!this.ending.signal.aborted)
        this.logger.warn({ error: loggableError(error) }, 'a chat was not indexed again; it is tried again');
    }
    this.look(isMore ? 0 : LOOK_EVERY_MS);
  }
}
