import { ChatReplica } from '#libs/client';
import type { ChatDto } from '#libs/chat';
import type { MessageDto, MessageListDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import { allMessages } from './page-walk.js';

/** What a client shows of a chat. */
export interface Shown {
  readonly messages: readonly MessageDto[];
  readonly lastSeq: number;
  readonly chat: Pick<ChatDto, 'title' | 'status' | 'participants'>;
}

/** A chat as the client library keeps it, fetched by `after_seq` alone. */
export class SyncedChat {
  private readonly replica = new ChatReplica();

  constructor(
    private readonly client: ApiClient,
    private readonly chatId: number,
    private readonly limit: number,
  ) {}

  async pull(): Promise<Shown> {
    let page = await this.fetch({ after_seq: this.replica.seq });
    while (page.next_cursor !== null) page = await this.fetch({ cursor: page.next_cursor });
    const { messages, seq, chat } = this.replica;
    return { messages, lastSeq: seq, chat: outline(chat) };
  }

  private async fetch(query: Record<string, string | number>): Promise<MessageListDto> {
    const page = await ok(this.client.listMessages(this.chatId, { ...query, limit: this.limit }));
    this.replica.applyPage(page, page.next_cursor === null);
    return page;
  }
}

/** The same, fetched anew. */
export async function freshly(client: ApiClient, chatId: number): Promise<Shown> {
  const chat = await ok(client.getChat(chatId));
  return { messages: await allMessages(client, chatId), lastSeq: chat.last_seq, chat: outline(chat) };
}

function outline(chat: Shown['chat'] | undefined): Shown['chat'] {
  return { title: chat?.title, status: chat?.status ?? 'ACTIVE', participants: chat?.participants ?? [] };
}
