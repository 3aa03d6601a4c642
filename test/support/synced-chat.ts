import { expect } from '@jest/globals';
import { ChatReplica, type ChatState } from '#libs/client';
import type { MessageDto, MessageListDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import { allMessages } from './page-walk.js';

/** What a client shows of a chat. */
export interface Shown {
  readonly messages: readonly MessageDto[];
  readonly lastSeq: number;
  readonly chat: Partial<Pick<ChatState, 'title' | 'status' | 'participants'>>;
}

type Place = readonly [seq: number, id: number];

/** A chat as the client library keeps it, fetched by `after_seq` alone, in pages that come in the order promised. */
export class SyncedChat {
  private readonly replica = new ChatReplica();
  private pages = 0;

  /**
   * @param clients of one user, asked in turn
   * @param limits of the pages, in turn
   */
  constructor(
    private readonly clients: readonly ApiClient[],
    private readonly chatId: number,
    private readonly limits: readonly number[],
  ) {}

  /** How far who has read, as the client library keeps it. */
  get watermarks(): Record<string, unknown> {
    return Object.fromEntries(this.replica.watermarks);
  }

  /** Applies everything since the number that the copy has. */
  async pull(): Promise<Shown> {
    let reached: Place = [this.replica.seq, Infinity];
    let page = await this.fetch({ after_seq: this.replica.seq });
    for (;;) {
      reached = inOrder(page, reached);
      expect(page.last_seq).toBeGreaterThanOrEqual(this.replica.seq);
      this.replica.applyPage(page, page.next_cursor === null);
      if (page.next_cursor === null) break;
      page = await this.fetch({ cursor: page.next_cursor });
    }
    const { messages, seq, chat } = this.replica;
    return { messages, lastSeq: seq, chat: outline(chat) };
  }

  private fetch(query: Record<string, string | number>): Promise<MessageListDto> {
    const nth = this.pages++;
    const [client, limit] = [this.clients[nth % this.clients.length], this.limits[nth % this.limits.length]];
    return ok(client!.listMessages(this.chatId, { ...query, limit: limit! }));
  }
}

/** The same, fetched again. */
export async function freshly(client: ApiClient, chatId: number): Promise<Shown> {
  const chat = await ok(client.getChat(chatId));
  return { messages: await allMessages(client, chatId), lastSeq: chat.last_seq, chat: outline(chat) };
}

/** @returns the place of the last message, so far */
function inOrder({ data, last_seq }: MessageListDto, reached: Place): Place {
  for (const { change_seq, id } of data) {
    expect(change_seq - reached[0] || id - reached[1]).toBeGreaterThan(0);
    expect(change_seq).toBeLessThanOrEqual(last_seq);
    reached = [change_seq, id];
  }
  return reached;
}

function outline(chat: Shown['chat'] | undefined): Shown['chat'] {
  return { title: chat?.title, status: chat?.status, participants: chat?.participants };
}
