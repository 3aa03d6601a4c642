import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database, readTogether } from '#libs/database';
import { MessageNotFound } from '../shown/message-errors.js';
import { MessageRepository } from './message.repository.js';

/** Messages whose chats are remembered: about 100 bytes each. */
const MAX_KNOWN = 50_000;

/** The chat of a message; it never moves to another, so an answer may be kept. */
@Injectable()
export class MessageChats {
  private readonly known = new LRUCache<number, number>({ max: MAX_KNOWN });
  private readonly found = readTogether((ids: readonly number[]) => this.messages.chatsOf(this.database, ids));

  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
  ) {}

  /**
   * Does not ask who may see it.
   * @throws MessageNotFound when there is none
   */
  async of(messageId: number): Promise<number> {
    const known = this.known.get(messageId);
    if (known !== undefined) return known;
    const found = await this.found.load(messageId);
    if (found === null) throw new MessageNotFound();
    this.known.set(messageId, found);
    return found;
  }
}
