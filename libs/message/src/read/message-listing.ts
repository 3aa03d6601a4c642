import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { PageLane } from '#libs/database';
import type { KeptAnswer } from '#libs/http';
import { type PageRequest, toPageRequest } from './page-request.js';
import type { ListMessagesDto } from './list-messages.dto.js';
import { listEnd, messageListLink, toMessageListDto } from './message-list.dto.js';
import { type ChangesSince, MessageReadService } from './message-read.service.js';
import type { PrintedPage } from './printed-page.js';
import { PrintedPages } from './printed-pages.js';

/** A page as it goes out, as of the chat's `last_seq`. */
export interface ListAnswer extends KeptAnswer<number> {
  /** A reply that is SENDING grows without a change of the chat. */
  readonly hasSending: boolean;
}

/** What `GET /chats/{chat_id}/messages` answers in JSON, at once or after a wait. */
@Injectable()
export class MessageListing {
  constructor(
    private readonly messages: MessageReadService,
    private readonly printed: PrintedPages,
    private readonly lane: PageLane,
  ) {}

  async list({ userId }: Actor, chatId: number, given: ListMessagesDto): Promise<ListAnswer> {
    const query = toPageRequest(chatId, given);
    const { anchor, filters, limit } = query;
    const request = { userId, chatId, filters, limit };
    if (anchor.walk === 'changes') {
      const changes = await this.lane.run(userId, () => this.messages.sync({ ...request, anchor }));
      return toListAnswer(chatId, given, query, changes);
    }
    const printed = await this.printed.find({ ...request, anchor }, query.isNewestFirst);
    if (printed !== undefined) return toPrintedAnswer(chatId, given, query, printed);
    const page = await this.messages.list({ ...request, anchor });
    return toListAnswer(chatId, given, query, { page });
  }

  /** With `after_seq`: what changed after it, as `read` finds it, which is called for a request that is right. */
  async changes(
    chatId: number,
    given: ListMessagesDto & { readonly after_seq: number },
    read: (asked: { readonly seq: number; readonly limit: number }) => Promise<ChangesSince>,
  ): Promise<ListAnswer> {
    const query = toPageRequest(chatId, given);
    return toListAnswer(chatId, given, query, await read({ seq: given.after_seq, limit: query.limit }));
  }
}

function toListAnswer(
  chatId: number,
  given: ListMessagesDto,
  query: PageRequest,
  found: Pick<ChangesSince, 'page'> & Partial<ChangesSince>,
): ListAnswer {
  const body = toMessageListDto(chatId, found, query);
  const { messages, lastSeq } = found.page;
  const ends = { first: messages[0]?.id ?? null, last: messages.at(-1)?.id ?? null };
  const hasSending = messages.some(({ status }) => status === 'SENDING');
  const link = messageListLink(chatId, given, body.next_cursor, ends, query);
  return { json: JSON.stringify(body), link, version: lastSeq, hasSending };
}

function toPrintedAnswer(chatId: number, given: ListMessagesDto, query: PageRequest, page: PrintedPage): ListAnswer {
  const { messages, next, lastSeq, hasSending } = page;
  const end = listEnd(chatId, next, lastSeq, query);
  const json = `{"data":[${messages}],${JSON.stringify(end).slice(1)}`;
  return { json, link: messageListLink(chatId, given, end.next_cursor, page, query), version: lastSeq, hasSending };
}
