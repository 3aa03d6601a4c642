import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { type AskedChat, ChatRepository } from '#libs/chat';
import { Database, readTogether } from '#libs/database';
import { type KeptAnswer, KeptAnswers } from '#libs/http';
import type { ListMessagesDto } from './list-messages.dto.js';
import type { ListAnswer } from './message-listing.js';

/**
 * Pages that are asked for again and again, such as the latest of a chat of many people, each as of the chat's `last_seq`.
 * Every change of what a page shows raises that number, but for the text of a message that is SENDING, so that a page with
 * one is not kept.
 */
@Injectable()
export class KeptPages {
  /** Pages with other parameters are put together from several looks at the chat, or depend on who asks. */
  private readonly pages = new KeptAnswers<number>('limit', 'before', 'after', 'around', 'order', 'user_id');
  private readonly lastSeqs = readTogether((asked: readonly AskedChat[]) => this.chats.lastSeqs(this.database, asked));

  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
  ) {}

  /** The page, if it is kept as it is now, and the actor may see it. */
  async find({ userId }: Actor, chatId: number, given: ListMessagesDto): Promise<KeptAnswer<number> | undefined> {
    const page = this.pages.find(chatId, given);
    if (page === undefined) return undefined;
    return (await this.lastSeqs.load({ userId, chatId })) === page.version ? page : undefined;
  }

  add(chatId: number, given: ListMessagesDto, page: ListAnswer): void {
    if (page.body.data.some(({ status }) => status === 'SENDING')) return;
    this.pages.add(chatId, given, page.body.last_seq, page);
  }
}
