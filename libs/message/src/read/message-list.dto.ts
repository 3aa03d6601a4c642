import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ChatDto, toChatDto } from '#libs/chat';
import { CountProperty, encodeCursor, HasMoreProperty, linkHeader, NextCursorProperty } from '#libs/http';
import type { PageRequest } from './page-request.js';
import type { ListMessagesDto } from './list-messages.dto.js';
import type { MessagePage } from './message-page.js';
import type { Anchor } from './page-statement.js';
import { MessageDto, toMessageDto } from '../shown/message.dto.js';
import type { ChangesSince } from './message-read.service.js';
import { toWatermarksDto, WatermarksDto } from '../shown/watermarks.dto.js';

@ApiSchema({ name: 'MessageList' })
export class MessageListDto {
  @ApiProperty({ description: 'The page.', type: () => [MessageDto], maxItems: 100 })
  data: MessageDto[];

  @ApiProperty({
    description: 'With `after_seq`: the chat, when its title, status or participants changed.',
    required: false,
    type: () => ChatDto,
  })
  chat?: ChatDto;

  @ApiProperty({
    description: 'With `after_seq`: the watermarks that moved.',
    required: false,
    type: () => [WatermarksDto],
    maxItems: 10_000,
  })
  receipts?: WatermarksDto[];

  @ApiProperty({
    description: "With `after_seq`: names the database's history. When it differs from before, fetch everything again.",
    required: false,
    maxLength: 64,
    example: '7421337-00000001-5-16384',
  })
  epoch?: string;

  @HasMoreProperty()
  has_more: boolean;

  @NextCursorProperty()
  next_cursor: string | null;

  @CountProperty({ description: 'Number of the latest change of the chat, as of this answer.', example: 3 })
  last_seq: number;
}

/** The ids of the first and the last message by age; null when there are none. */
export interface PageEnds {
  readonly first: number | null;
  readonly last: number | null;
}

/** A page, with what sync adds where it was asked for. */
export function toMessageListDto(
  chatId: number,
  { page, ...changes }: { readonly page: MessagePage } & Partial<ChangesSince>,
  query: PageRequest,
): MessageListDto {
  const { chat = null, receipts = [], epoch } = changes;
  const data = page.messages.map(toMessageDto);
  return {
    data: query.isNewestFirst ? data.reverse() : data,
    ...(chat !== null && { chat: toChatDto(chat) }),
    ...(receipts.length > 0 && { receipts: receipts.map(toWatermarksDto) }),
    ...(epoch !== undefined && { epoch }),
    ...listEnd(chatId, page.next, page.lastSeq, query),
  };
}

/** What follows the messages. */
export function listEnd(
  chatId: number,
  next: Anchor | undefined,
  lastSeq: number,
  { carried }: PageRequest,
): Pick<MessageListDto, 'has_more' | 'next_cursor' | 'last_seq'> {
  const place = next && { ...next, chat_id: chatId };
  return {
    has_more: place !== undefined,
    next_cursor: place === undefined ? null : encodeCursor({ place, filters: carried }),
    last_seq: lastSeq,
  };
}

/** RFC 8288 `Link`: `next` goes on in the same direction, `prev` turns back at the other end of the page. */
export function messageListLink(
  chatId: number,
  given: ListMessagesDto,
  cursor: string | null,
  ends: PageEnds,
  query: PageRequest,
): string | undefined {
  const again = { limit: given.limit, user_id: given.user_id };
  const next = cursor === null ? undefined : { ...again, cursor };
  const turned = turnedBack(query, ends);
  return linkHeader(`/api/v1/chats/${chatId}/messages`, {
    next,
    prev: turned && { ...again, ...query.carried, ...turned },
  });
}

function turnedBack({ anchor }: PageRequest, { first, last }: PageEnds): Record<string, number> | undefined {
  const isAtTheEdge =
    (anchor.walk === 'older' && anchor.before === undefined) || (anchor.walk === 'newer' && anchor.after === 0);
  if (first === null || last === null || isAtTheEdge || anchor.walk === 'changes') return undefined;
  return anchor.walk === 'newer' ? { before: first } : { after: last };
}
