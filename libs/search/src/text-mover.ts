import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Repeated } from '#libs/database';
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
  private readonly moving = new Repeated({
    of: TextMover.name,
    failed: 'texts cannot be indexed; it is tried again',
    everyMs: LOOK_EVERY_MS,
    run: async () => {
      const began = performance.now();
      return (await this.move()) ? REST * (performance.now() - began) : undefined;
    },
  });

  private after = BEGINNING;

  constructor(
    private readonly database: Database,
    private readonly texts: MessageTextRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.moving.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.moving.end();
  }

  /** Moves the next texts. @returns whether more may wait */
  async move(): Promise<boolean> {
    const moved = await this.database.transaction((tx) => this.texts.move(tx, this.after));
    // New texts may have smaller keys, so it starts over when it reaches the end.
    this.after = moved?.is_more === true ? { chatId: moved.chat_id, messageId: moved.message_id } : BEGINNING;
    return moved?.is_more === true;
  }
}
