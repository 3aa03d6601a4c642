import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { Bus } from '#libs/bus';
import { loggableError, MAX_ID } from '#libs/http';
import { ChangeReader } from './change-reader.js';

/** In ms. A connection reports at most once in this time. */
const EVERY_MS = 2_000;

/**
 * Receives the `typing` frames of clients. A user who was only added to a group, and never wrote in it, is not shown.
 */
@Injectable()
export class Typing {
  private readonly logger = new Logger(Typing.name);

  constructor(
    private readonly bus: Bus,
    private readonly reader: ChangeReader,
  ) {}

  /** @returns a function for the frames of one connection; it returns false for a frame that is malformed, and for all of nobody's */
  reportsOf({ userId }: Actor): (data: Buffer) => boolean {
    if (userId === undefined) return () => false;
    let next = 0;
    return (data) => {
      const chatId = chatOf(data);
      if (chatId === undefined) return false;
      const now = performance.now();
      if (now < next) return true;
      next = now + EVERY_MS;
      void this.report(userId, chatId);
      return true;
    };
  }

  private async report(userId: string, chatId: number): Promise<void> {
    try {
      const chat = await this.reader.findWritable(chatId, userId);
      if (chat !== undefined) this.bus.publish({ kind: 'typing', chatId, chatSeq: chat.change_seq, userId });
    } catch (error) {
      this.logger.warn({ error: loggableError(error), user_id: userId }, 'typing is not told');
    }
  }
}

function chatOf(data: Buffer): number | undefined {
  try {
    const { type, chat_id } = JSON.parse(data.toString('utf8')) as { type?: unknown; chat_id?: unknown };
    const isId = Number.isInteger(chat_id) && Number(chat_id) >= 1 && Number(chat_id) <= MAX_ID;
    return type === 'typing' && isId ? Number(chat_id) : undefined;
  } catch {
    return undefined;
  }
}
