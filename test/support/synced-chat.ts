import type { ChatDto } from '#libs/chat';
import type { MessageDto, MessageListDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import { allMessages } from './page-walk.js';

type Watermarks = NonNullable<MessageListDto['receipts']>[number];

/** What a client shows of a chat. */
export interface Shown {
  readonly messages: readonly MessageDto[];
  readonly lastSeq: number;
  readonly chat: Pick<ChatDto, 'title' | 'status' | 'participants'>;
}

/** A chat as a client keeps it: fetched by `after_seq` alone, with the watermarks applied to what it holds. */
export class SyncedChat {
  private readonly messages = new Map<number, MessageDto>();
  private readonly watermarks = new Map<string, Watermarks>();
  private chat: ChatDto | undefined;
  private lastSeq = 0;

  constructor(
    private readonly client: ApiClient,
    private readonly chatId: number,
    private readonly limit: number,
  ) {}

  async pull(): Promise<Shown> {
    let page = await this.fetch({ after_seq: this.lastSeq });
    while (page.next_cursor !== null) page = await this.fetch({ cursor: page.next_cursor });
    this.lastSeq = page.last_seq;
    const messages = [...this.messages.values()].toSorted((a, b) => a.id - b.id);
    return { messages, lastSeq: this.lastSeq, chat: outline(this.chat) };
  }

  private async fetch(query: Record<string, string | number>): Promise<MessageListDto> {
    const page = await ok(this.client.listMessages(this.chatId, { ...query, limit: this.limit }));
    this.chat = page.chat ?? this.chat;
    for (const marks of page.receipts ?? []) this.advance(marks);
    for (const message of page.data) this.messages.set(message.id, message);
    return page;
  }

  /** Messages in `data` come with the watermarks in them; the others are brought up to date here. */
  private advance(to: Watermarks): void {
    const from = this.watermarks.get(to.user_id) ?? { delivered_up_to: 0, read_up_to: 0 };
    for (const message of this.messages.values()) {
      const isReached = (mark: 'delivered_up_to' | 'read_up_to') => from[mark] < message.id && message.id <= to[mark];
      if (isAddressed(message, to.user_id))
        this.messages.set(message.id, reached(message, isReached('delivered_up_to'), isReached('read_up_to')));
    }
    this.watermarks.set(to.user_id, to);
  }
}

/** The same, fetched anew. */
export async function freshly(client: ApiClient, chatId: number): Promise<Shown> {
  const chat = await ok(client.getChat(chatId));
  return { messages: await allMessages(client, chatId), lastSeq: chat.last_seq, chat: outline(chat) };
}

function outline(chat: ChatDto | undefined): Shown['chat'] {
  return { title: chat?.title, status: chat?.status ?? 'ACTIVE', participants: chat?.participants ?? [] };
}

/** To this reader, of a GROUP or of a chat of one. */
function isAddressed({ status, receipts, sender_id, is_user }: MessageDto, reader: string): boolean {
  if (status === 'SENDING' || status === 'FAILED') return false;
  return receipts === undefined ? !is_user : sender_id !== reader;
}

function reached(message: MessageDto, isDelivered: boolean, isRead: boolean): MessageDto {
  const { receipts, status } = message;
  const delivered = isDelivered && status === 'SENT' ? 'DELIVERED' : status;
  return {
    ...message,
    status: isRead ? 'READ' : delivered,
    ...(receipts !== undefined && {
      receipts: {
        recipients: receipts.recipients,
        delivered: receipts.delivered + Number(isDelivered),
        read: receipts.read + Number(isRead),
      },
    }),
  };
}
