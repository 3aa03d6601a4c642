import { ChatReplica, type ChatState } from '#libs/client';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import type { LiveLog } from './live-log.js';
import { allMessages, pagesOf } from './page-walk.js';
import { shownChat } from './shown-chats.js';

/** What somebody sees of a chat. */
export type Seen = Pick<ChatReplica, 'seq' | 'messages' | 'chat'>;

/** A copy of a chat that was fetched once, and is kept since then by the frames of one feed alone. */
export class FeedCopy {
  private readonly replica = new ChatReplica();
  /** Frames of the feed that have been looked at. */
  private looked: number;

  /** The feed is open already. */
  static async of(client: ApiClient, chatId: number, feed: LiveLog): Promise<FeedCopy> {
    const copy = new FeedCopy(client, chatId, feed);
    await copy.fetch();
    return copy;
  }

  private constructor(
    private readonly client: ApiClient,
    private readonly chatId: number,
    private readonly feed: LiveLog,
  ) {
    this.looked = feed.changes(chatId).length;
  }

  /**
   * Waits for the frame of a change, unless it is known, and applies all that came.
   * @throws Error when the frames do not tell everything
   */
  async upTo(seq: number): Promise<Seen> {
    if (seq > this.replica.seq) await this.feed.reached(this.chatId, seq);
    for (const frame of this.feed.changes(this.chatId).slice(this.looked)) {
      const { seq: mine } = this.replica;
      if (this.replica.apply({ type: 'changed', ...frame }) === 'pull')
        throw new Error(`at ${mine} this cannot be applied: ${JSON.stringify(frame)}`);
      this.looked++;
    }
    return this.seen();
  }

  /** Asks the server for what is missing, and leaves out the frames that came until now. */
  async fetch(): Promise<Seen> {
    this.looked = this.feed.changes(this.chatId).length;
    const pages = await pagesOf(this.client, this.chatId, { after_seq: this.replica.seq, limit: 100 });
    for (const page of pages) this.replica.applyPage(page, page.next_cursor === null);
    return this.seen();
  }

  private seen(): Seen {
    const { seq, messages, chat } = this.replica;
    return { seq, messages, chat };
  }
}

/** The same as the server shows it, but for what of a Chat moves with every message. */
export async function freshlySeen(client: ApiClient, chatId: number): Promise<Seen> {
  const { last_seq: seq, last_message: _preview, updated_at: _moment, ...chat } = await shownChat(client, chatId);
  return { seq, messages: await allMessages(client, chatId), chat: chat satisfies ChatState };
}

/** A number that the chat has now. */
export async function numberOf(client: ApiClient, chatId: number): Promise<number> {
  return (await ok(client.getChat(chatId))).last_seq;
}
