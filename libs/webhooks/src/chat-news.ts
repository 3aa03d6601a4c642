import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import {
  type ChatDto,
  ChatNotFound,
  ChatService,
  type ChatView,
  type ClaimedDue,
  toChatDto,
  type DeliveredUpTo,
} from '#libs/chat';
import { SETTINGS } from '#libs/config';
import { MAX_ID } from '#libs/http';
import {
  type ChangesSince,
  type MessageDto,
  MessageReadService,
  toMessageDto,
  toWatermarksDto,
  type WatermarksDto,
} from '#libs/message';
import type { WebhookSettings } from './webhook-settings.js';

/** Messages of one call. */
const MAX_MESSAGES = 100;
/** Content of one call; one message may be longer. */
const MAX_BYTES = 1024 * 1024;
/** A chat may be deleted and restored while it is read. */
const ATTEMPTS = 3;

/** A service as itself. */
const READER: Actor = { userId: undefined, senderId: 'webhooks', isService: true };

/** What a call sends: the names of the wire. */
export interface ChatNewsDto {
  readonly chat_id: number;
  /** Everything up to this number was delivered before. */
  readonly after_seq: number;
  /** Everything up to this number is in this call. */
  readonly seq: number;
  /** Another call goes on where this one ends. */
  readonly has_more: boolean;
  readonly epoch?: string;
  /** Of a chat that is not there any more, `id` and `status` alone. */
  readonly chat?: ChatDto | Pick<ChatDto, 'id' | 'status'>;
  readonly messages?: readonly MessageDto[];
  readonly receipts?: readonly WatermarksDto[];
}

export interface ChatNews {
  /** Undefined when nothing of it is to be sent. */
  readonly data: ChatNewsDto | undefined;
  /** The same for the same news of a chat. */
  readonly id: string;
  readonly place: DeliveredUpTo;
}

/** Reads what a sync would answer to a client that knows as much as the receiver. */
@Injectable()
export class ChatNewsReader {
  constructor(
    private readonly messages: MessageReadService,
    private readonly chats: ChatService,
    @Inject(SETTINGS) private readonly settings: WebhookSettings,
  ) {}

  async read(due: ClaimedDue): Promise<ChatNews> {
    for (let attempt = 1; ; attempt++) {
      try {
        return this.newsOf(due, await this.changesOf(due));
      } catch (error) {
        if (!(error instanceof ChatNotFound)) throw error;
        const chat = await this.find(due.chatId);
        if (chat === undefined || chat.status === 'DELETED') return this.endOf(due, chat);
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  private changesOf({ chatId, deliveredSeq, deliveredId }: ClaimedDue): Promise<ChangesSince> {
    return this.messages.sync({
      userId: READER.userId,
      chatId,
      filters: {},
      anchor: { walk: 'changes', seq: deliveredSeq, id: deliveredId ?? MAX_ID },
      limit: this.sends('messages') ? MAX_MESSAGES : 1,
      bytes: MAX_BYTES,
    });
  }

  private newsOf(due: ClaimedDue, { page, chat, receipts, epoch }: ChangesSince): ChatNews {
    const next = this.sends('messages') && page.next?.walk === 'changes' ? page.next : undefined;
    const place: DeliveredUpTo = next === undefined ? { seq: page.lastSeq, id: null } : { seq: next.seq, id: next.id };
    const parts = {
      ...(this.sends('chat') && chat !== null && { chat: toChatDto(chat) }),
      ...(this.sends('messages') && page.messages.length > 0 && { messages: page.messages.map(toMessageDto) }),
      ...(this.sends('receipts') && receipts.length > 0 && { receipts: receipts.map(toWatermarksDto) }),
    };
    const head = { ...headOf(due, place, next !== undefined), epoch };
    const id = idOf(due, place, page.lastSeq);
    return { id, place, data: Object.keys(parts).length === 0 ? undefined : { ...head, ...parts } };
  }

  /** A chat that is DELETED, or gone: its messages are nobody's any more. */
  private endOf(due: ClaimedDue, chat: ChatView | undefined): ChatNews {
    const place: DeliveredUpTo = { seq: chat?.last_seq ?? due.dueSeq, id: null };
    const shown = chat === undefined ? { id: due.chatId, status: 'DELETED' as const } : toChatDto(chat);
    const data = this.sends('chat') ? { ...headOf(due, place, false), chat: shown } : undefined;
    return { id: idOf(due, place, place.seq), place, data };
  }

  private async find(chatId: number): Promise<ChatView | undefined> {
    try {
      return await this.chats.get(READER, chatId);
    } catch (error) {
      if (error instanceof ChatNotFound) return undefined;
      throw error;
    }
  }

  private sends(part: WebhookSettings['WEBHOOK_EVENTS'][number]): boolean {
    return this.settings.WEBHOOK_EVENTS.includes(part);
  }
}

function headOf({ chatId, deliveredSeq, deliveredId }: ClaimedDue, place: DeliveredUpTo, hasMore: boolean) {
  const after_seq = deliveredWhole({ seq: deliveredSeq, id: deliveredId });
  return { chat_id: chatId, after_seq, seq: deliveredWhole(place), has_more: hasMore };
}

/** The last number of which nothing is left to send. */
function deliveredWhole({ seq, id }: DeliveredUpTo): number {
  return id === null ? seq : seq - 1;
}

/** Of the chat, from where and up to where; of a call in the midst of a walk, also of which state of the chat. */
function idOf({ chatId, deliveredSeq, deliveredId }: ClaimedDue, place: DeliveredUpTo, lastSeq: number): string {
  const [from, to] = [nameOf({ seq: deliveredSeq, id: deliveredId }), nameOf(place)];
  return `chat_${chatId}_${from}_${to}${place.id === null ? '' : `_${lastSeq}`}`;
}

function nameOf({ seq, id }: DeliveredUpTo): string {
  return id === null ? `${seq}` : `${seq}-${id}`;
}
