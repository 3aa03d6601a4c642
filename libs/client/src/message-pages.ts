import type { ChatApi } from './chat-api.js';
import type { ApiRequest } from './api-request.js';
import type { MessagePage } from './wire.js';

/** Per page; the most that the server gives. */
const PAGE_LIMIT = 100;

/** The messages of one chat, a page at a time. */
export class MessagePages {
  constructor(
    private readonly api: Pick<ChatApi, 'listMessages'>,
    private readonly chatId: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Everything that changed after a number. The walk ends with the page without a `next_cursor`. */
  async *changedAfter(seq: number): AsyncGenerator<MessagePage, void> {
    let page = await this.get({ after_seq: seq, limit: PAGE_LIMIT });
    yield page;
    while (typeof page.next_cursor === 'string') {
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

  private get(query: ApiRequest<'listMessages'>['query']): Promise<MessagePage> {
    return this.api.listMessages({ path: { chat_id: this.chatId }, query, signal: this.signal });
  }
}
