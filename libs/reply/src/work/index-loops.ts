import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Repeated } from '#libs/database';
import { KnowledgeService } from '#libs/knowledge';
import type { ReplySettings } from './reply-settings.js';

/** Nobody waits for it: what is indexed otherwise is found meanwhile, and what was forgotten is not. */
const EVERY_MS = 5_000;

/** What a worker does for the index by itself. */
@Injectable()
export class IndexLoops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loops: readonly Repeated[];

  constructor(
    knowledge: KnowledgeService,
    @Inject(SETTINGS) private readonly settings: ReplySettings,
  ) {
    this.loops = [
      new Repeated({
        of: IndexLoops.name,
        failed: 'a chat was not indexed again; it is tried again',
        everyMs: EVERY_MS,
        run: async (signal) => ((await knowledge.rebuildNext(signal)) ? 0 : undefined),
      }),
      new Repeated({
        of: IndexLoops.name,
        failed: 'not all that was forgotten is out of the index; it is tried again',
        everyMs: EVERY_MS,
        run: (signal) => knowledge.forget(signal),
      }),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.settings.WORKER !== 'off') for (const loop of this.loops) loop.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.end()));
  }
}
