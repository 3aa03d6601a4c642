import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ChatDto, toChatDto } from '#libs/chat';
import { CountProperty, encodeCursor, HasMoreProperty, linkHeader, NextCursorProperty } from '#libs/http';
import type { PageRequest } from './page-request.js';
import type { ListMessagesDto } from './list-messages.dto.js';
import type { MessagePage } from './message-page.js';
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

/** A page, with what sync adds where it was asked for. */
export function toMessageListDto(
  chatId: number,
  { page, ...changes }: { readonly page: MessagePage } & Partial<ChangesSince>,
  query: PageRequest,
): MessageListDto {
  const { chat = null, receipts = [], epoch } = changes;
  const data = page.messages.map(toMessageDto);
  const place = page.next === undefined ? undefined : { ...page.next, chat_id: chatId };
  return {
    data: query.isNewestFirst ? data.reverse() : data,
    ...(chat !== null && { chat: toChatDto(chat) }),
    ...(receipts.length > 0 && { receipts: receipts.map(toWatermarksDto) }),
    ...(epoch !== undefined && { epoch }),
    has_more: place !== undefined,
    next_cursor: place === undefined ? null : encodeCursor({ place, filters: query.carried }),
    last_seq: page.lastSeq,
  };
}

/** RFC 8288 `Link`: `next` goes on in the same direction, `prev` turns back at the other end of the page. */
export function messageListLink(
  path: string,
  given: ListMessagesDto,
  { next_cursor: cursor }: MessageListDto,
  { messages }: MessagePage,
  query: PageRequest,
): string | undefined {
  const again = { limit: given.limit, user_id: given.user_id };
  const next = cursor === null ? undefined : { ...again, cursor };
  const turned = turnedBack(query, messages);
  return linkHeader(path, { next, prev: turned && { ...again, ...query.carried, ...turned } });
}

function turnedBack({ anchor }: PageRequest, messages: MessagePage['messages']): Record<string, number> | undefined {
  const [first, last] = [messages[0], messages.at(-1)];
  const isAtTheEdge =
    (anchor.walk === 'older' && anchor.before === undefined) || (anchor.walk === 'newer' && anchor.after === 0);
  if (first === undefined || last === undefined || isAtTheEdge || anchor.walk === 'changes') return undefined;
  return anchor.walk === 'newer' ? { before: first.id } : { after: last.id };
}
