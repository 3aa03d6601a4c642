import { Injectable } from '@nestjs/common';
import { Database, PageLane } from '#libs/database';
import { ChatWalkRepository, type WalkFilters } from './rows/chat-walk.repository.js';
import type { ListChatsDto } from './requests/list-chats.dto.js';
import { toEveryChatDto, toEveryChatQuery } from './requests/list-every-chat.dto.js';
import type { ChatListDto } from './shown/chat.dto.js';
import { type WalkPage, walkPage } from './requests/walk-page.js';
import type { WalkPlace } from './requests/walk-step.js';

/**
 * Every chat, in the order in which they last changed, for a service. What a page costs depends neither on how many
 * chats there are nor on how many of them share a bucket. See docs/decisions/0028-every-chat-by-ten-minutes.md.
 */
@Injectable()
export class ChatWalkService {
  constructor(
    private readonly database: Database,
    private readonly walk: ChatWalkRepository,
    private readonly lane: PageLane,
  ) {}

  async list(given: ListChatsDto): Promise<ChatListDto> {
    const query = toEveryChatQuery(given);
    const page = await this.lane.run(undefined, () => this.page(query.from, query.filters, query.limit));
    return toEveryChatDto(page, query);
  }

  /** A page may be short, or empty, without being the last: it looks at 20,000 chats at most. */
  private async page(from: WalkPlace, filters: WalkFilters, limit: number): Promise<WalkPage> {
    const { entries, next } = await walkPage(from, limit, (stretch) =>
      this.walk.entries(this.database, stretch, filters),
    );
    // What has changed meanwhile is further on in the walk.
    return { chats: await this.walk.find(this.database, entries), next };
  }
}
