import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { type AskedChat, ChatRepository } from '#libs/chat';
import { Database, readTogether } from '#libs/database';
import { type KeptAnswer, KeptAnswers } from '#libs/http';
import type { ListMessagesDto } from './list-messages.dto.js';
import type { ListAnswer } from './message-listing.js';

/**
 * The latest page of a chat, which is asked for again and again, as of the chat's `last_seq`. Every change that a page shows
 * raises that number, except new text of a message that is SENDING: so a page with one is not kept.
 */
@Injectable()
export class KeptPages {
  /** Pages with other parameters are seldom asked for twice, or put together from several looks at the chat. */
  private readonly pages = new KeptAnswers<number>('limit', 'order', 'user_id');
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

  /** The page as it goes out, kept when it may be and is asked for again. */
  keep(chatId: number, given: ListMessagesDto, page: ListAnswer): KeptAnswer<number> {
    return page.hasSending ? page : this.pages.keep(chatId, given, page);
  }
}
