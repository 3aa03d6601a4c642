import type { Http } from './http.js';
import type { MessagePage } from './wire.js';

/** Per page; the most that the server gives. */
const PAGE_LIMIT = 100;

/** The messages of one chat, a page at a time. */
export class MessagePages {
  constructor(
    private readonly http: Http,
    private readonly chatId: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Everything that changed after a number. The walk ends with the page whose `next_cursor` is null. */
  async *changedAfter(seq: number): AsyncGenerator<MessagePage, void> {
    let page = await this.get({ after_seq: seq, limit: PAGE_LIMIT });
    yield page;
    while (page.next_cursor !== null) {
      page = await this.get({ cursor: page.next_cursor, limit: PAGE_LIMIT });
      yield page;
    }
  }

  /** The chat, everybody's watermarks and its number, with as few messages as may be asked for. */
  outline(): Promise<MessagePage> {
    return this.get({ after_seq: 0, limit: 1 });
  }

  latest(limit: number): Promise<MessagePage> {
    return this.get({ limit });
  }

  before(messageId: number, limit: number): Promise<MessagePage> {
    return this.get({ before: messageId, limit });
  }

  /** The message alone. */
  around(messageId: number): Promise<MessagePage> {
    return this.get({ around: messageId, limit: 1 });
  }

  private get(query: Record<string, string | number>): Promise<MessagePage> {
    return this.http.request('GET', `/chats/${this.chatId}/messages`, { query, signal: this.signal });
  }
}
