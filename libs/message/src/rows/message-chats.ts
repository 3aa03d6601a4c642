import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '#libs/database';
import { MessageNotFound } from '../shown/message-errors.js';
import { MessageRepository } from './message.repository.js';

/** Messages whose chats are remembered: about 100 bytes each. */
const MAX_KNOWN = 50_000;

/** In which chat a message is: it never moves to another, so what is known stays true. */
@Injectable()
export class MessageChats {
  private readonly known = new LRUCache<number, number>({ max: MAX_KNOWN });
  private asked = new Set<number>();
  private answer: Promise<ReadonlyMap<number, number>> | undefined;

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
    const found = await this.lookUp(messageId);
    if (found === undefined) throw new MessageNotFound();
    return found;
  }

  /** Requests of the same turn of the event loop share one query. */
  private async lookUp(messageId: number): Promise<number | undefined> {
    this.asked.add(messageId);
    this.answer ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.read());
    return (await this.answer).get(messageId);
  }

  private async read(): Promise<ReadonlyMap<number, number>> {
    const ids = [...this.asked];
    this.asked = new Set();
    this.answer = undefined;
    const rows = await this.messages.chatsOf(this.database, ids);
    for (const { id, chat_id } of rows) this.known.set(id, chat_id);
    return new Map(rows.map(({ id, chat_id }) => [id, chat_id]));
  }
}
