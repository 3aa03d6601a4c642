import { Injectable } from '@nestjs/common';
import { ChatNotFound } from '#libs/chat';
import { hasTrigrams, SearchLane } from '#libs/search';
import { sparseFilter } from './page-filters.js';
import { type Anchor, type PageQuery, pageStatement, type PageRow, PAGE_BYTES } from './page-statement.js';
import { type MessagePage, toMessagePage } from './message-page.js';
import type { Stretch } from './page-stretch.js';
import type { MessageView } from '../shown/message-view.js';

/** The first stretch: common words, and filters that let most through, fill a page out of it. */
const SHORTEST = 250;
const LONGEST = 10_000;
/** About how long a stretch takes: the next is made as long as the one before was quick. */
const STRETCH_MS = 100;
/** A page ends early after this time, with the cursor that goes on. */
const PAGE_MS = 1_000;
/** Of messages that an index finds. */
const MATCHES = 1_000;

const FIRST: Stretch = { by: 'messages', length: SHORTEST };

type Walk = Extract<Anchor, { walk: 'older' | 'newer' }>;

/**
 * Pages of filters that no index serves: the chat is walked from the anchor, stretch by stretch, each of bounded work
 * and by its turn, until the page is full.
 */
@Injectable()
export class FilteredPages {
  constructor(private readonly lane: SearchLane) {}

  async page(query: PageQuery): Promise<MessagePage> {
    const { anchor, limit } = query;
    switch (anchor.walk) {
      case 'changes':
        throw new Error('the walk through changes has no filters');
      case 'around': {
        const older = await this.walk(query, { walk: 'older', before: anchor.id }, Math.floor(limit / 2));
        const newer = await this.walk(query, { walk: 'newer', after: anchor.id - 1 }, Math.ceil(limit / 2));
        return { ...older, messages: [...older.messages, ...newer.messages] };
      }
      case 'older':
      case 'newer':
        return this.walk(query, anchor, limit);
    }
  }

  private async walk(query: PageQuery, from: Walk, limit: number): Promise<MessagePage> {
    const began = performance.now();
    let [anchor, messages, stretch]: [Walk, readonly MessageView[], Stretch] = [from, [], FIRST];
    for (;;) {
      const asked = performance.now();
      const wanted = limit - messages.length;
      const rows = await this.rows({ ...query, anchor, stretch, limit: wanted, bytes: PAGE_BYTES - bytesOf(messages) });
      const { next, lastSeq, ...page } = toMessagePage(rows, anchor, wanted);
      messages = anchor.walk === 'older' ? [...page.messages, ...messages] : [...messages, ...page.messages];
      const edge = rows[0]?.edge ?? null;
      if (next !== undefined || edge === null) return { messages, lastSeq, next };
      anchor = anchor.walk === 'older' ? { walk: 'older', before: edge } : { walk: 'newer', after: edge };
      if (performance.now() - began > PAGE_MS) return { messages, lastSeq, next: anchor };
      stretch = following(stretch, query.filters.q, performance.now() - asked);
    }
  }

  private async rows(query: PageQuery): Promise<PageRow[]> {
    const field = sparseFilter(query.filters) ?? 'q';
    const rows = await this.lane.query<PageRow>(query.userId, field, pageStatement(query));
    if (rows.length === 0) throw new ChatNotFound();
    return rows;
  }
}

/** What was not common enough to fill the page is rare enough for the index. */
function following({ by, length }: Stretch, q: string | undefined, tookMs: number): Stretch {
  if (q !== undefined && hasTrigrams(q)) return { by: 'words', length: MATCHES };
  const fitting = Math.round(length * Math.min(8, STRETCH_MS / tookMs));
  return { by, length: Math.min(LONGEST, Math.max(SHORTEST, fitting)) };
}

function bytesOf(messages: readonly MessageView[]): number {
  return messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}
