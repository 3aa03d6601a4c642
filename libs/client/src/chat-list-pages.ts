import type { ChatApi } from './chat-api.js';
import type { Chat } from './generated/api.js';

/** Per page. */
const LIMIT = 50;

/** The pages of the list of chats that were asked for: the first, and as many as somebody wanted more. */
export class ChatListPages {
  private count = 1;
  private cursor: string | null = null;

  constructor(private readonly api: Pick<ChatApi, 'listChats'>) {}

  /** Whether there are chats after those that were read. */
  get hasMore(): boolean {
    return this.cursor !== null;
  }

  /** As many pages as were read before, at least the first. @throws ClientError */
  async again(): Promise<Chat[]> {
    const chats: Chat[] = [];
    let cursor: string | null = null;
    for (let nth = 0; nth < this.count; nth++) {
      const page = await this.read(cursor);
      chats.push(...page.data);
      cursor = page.next_cursor ?? null;
      if (cursor === null) break;
    }
    this.cursor = cursor;
    return chats;
  }

  /** The next one; nothing when there is none. @throws ClientError */
  async next(): Promise<readonly Chat[]> {
    const { cursor } = this;
    if (cursor === null) return [];
    const page = await this.read(cursor);
    if (this.cursor === cursor) {
      this.cursor = page.next_cursor ?? null;
      this.count++;
    }
    return page.data;
  }

  private read(cursor: string | null) {
    return this.api.listChats({ query: { limit: LIMIT, ...(cursor !== null && { cursor }) } });
  }
}
