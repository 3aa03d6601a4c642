import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { MessageTextRepository, type TextPlace } from './message-text.repository.js';

/** In ms. Nobody waits for a move: a text that waits is found, too. */
const LOOK_EVERY_MS = 2_000;
/** Between two moves it rests this many times as long as the first took: sends come first. */
const REST = 3;

const BEGINNING: TextPlace = { chatId: 0, messageId: 0 };

/**
 * Indexes the texts of sent messages in batches, because indexing them one by one costs several times as much. Any
 * number of processes do this side by side; when one dies, its rows simply stay unmoved.
 */
@Injectable()
export class TextMover implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TextMover.name);
  private after = BEGINNING;
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly database: Database,
    private readonly texts: MessageTextRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.look(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Moves the next texts. @returns whether more may wait */
  async move(): Promise<boolean> {
    const moved = await this.database.transaction((tx) => this.texts.move(tx, this.after));
    // New texts may have smaller keys, so it starts over when it reaches the end.
    this.after = moved?.is_more === true ? { chatId: moved.chat_id, messageId: moved.message_id } : BEGINNING;
    return moved?.is_more === true;
  }

  private look(withinMs: number): void {
    if (this.isEnding) return;
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, withinMs).unref();
  }

  private async run(): Promise<void> {
    const began = performance.now();
    try {
      const isMore = await this.move();
      this.look(isMore ? REST * (performance.now() - began) : LOOK_EVERY_MS);
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'texts cannot be indexed; it is tried again');
      this.look(LOOK_EVERY_MS);
    }
  }
}
