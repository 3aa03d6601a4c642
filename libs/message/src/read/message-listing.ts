import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { type PageRequest, toPageRequest } from './page-request.js';
import type { ListMessagesDto } from './list-messages.dto.js';
import { type MessageListDto, messageListLink, toMessageListDto } from './message-list.dto.js';
import { type ChangesSince, MessageReadService } from './message-read.service.js';
import { PageLane } from './page-lane.js';

export interface ListAnswer {
  readonly body: MessageListDto;
  /** RFC 8288 `Link`. */
  readonly link: string | undefined;
}

/** What `GET /chats/{chat_id}/messages` answers in JSON, at once or after a wait. */
@Injectable()
export class MessageListing {
  constructor(
    private readonly messages: MessageReadService,
    private readonly lane: PageLane,
  ) {}

  async list({ userId }: Actor, chatId: number, given: ListMessagesDto): Promise<ListAnswer> {
    const query = toPageRequest(chatId, given);
    const { anchor, filters, limit } = query;
    const request = { userId, chatId, filters, limit };
    const found =
      anchor.walk === 'changes'
        ? await this.lane.run(userId, () => this.messages.sync({ ...request, anchor }))
        : { page: await this.messages.list({ ...request, anchor }) };
    return toListAnswer(chatId, given, query, found);
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
  return { body, link: messageListLink(`/api/v1/chats/${chatId}/messages`, given, body, found.page, query) };
}
