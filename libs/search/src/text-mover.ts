import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { MessageTextRepository, type TextPlace } from './message-text.repository.js';

/** Nobody waits for a move: what has not been moved is found, too. In ms. */
const LOOK_EVERY_MS = 2_000;
/** Between two moves it rests so many times as long as the first took: sends come first. */
const REST = 3;

const BEGINNING: TextPlace = { chatId: 0, messageId: 0 };

/**
 * Indexes the text of messages that have been sent, many at once, for an index that takes them one by one costs several
 * times as much. Any number of processes do it side by side, and whoever dies has only not moved what it was at.
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

  /** Moves what comes next. @returns whether there may be more */
  async move(): Promise<boolean> {
    const moved = await this.database.transaction((tx) => this.texts.move(tx, this.after));
    // Those that have come meanwhile may be before it, so it begins again when it has reached the end.
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
