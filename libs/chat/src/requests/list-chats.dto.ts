import {
  continuedQuery,
  decodeCursor,
  encodeCursor,
  EnumField,
  IntegerParameter,
  invalidCursor,
  linkHeader,
  TextField,
  TimeParameter,
  UserIdField,
} from '#libs/http';
import { FewSearchTerms, HasSearchTerm } from '#libs/search';
import type { ChatFilters, ChatPage, ChatPlace } from '../rows/chat-list.js';
import { ChatStatuses, ChatTypes, type ChatStatus, type ChatType } from '../shown/chat-vocabulary.js';
import { type ChatListDto, toChatDto } from '../shown/chat.dto.js';

const CURSOR = encodeCursor({ place: { at: Date.parse('2026-01-02T03:05:06.789Z'), id: 1 }, filters: {} });

export class ListChatsDto {
  @IntegerParameter({ description: 'Chats per page.', default: 50, example: 20, minimum: 1, maximum: 100 })
  limit?: number;

  @TextField({ description: '`next_cursor` of the page before.', exampleAlone: CURSOR, minLength: 1, maxLength: 4096 })
  cursor?: string;

  @EnumField({
    of: ChatStatuses,
    description: 'Only chats of this status; ACTIVE and ARCHIVED ones by default.',
    exampleAlone: 'ACTIVE',
  })
  status?: ChatStatus;

  @EnumField({ of: ChatTypes, description: 'Only chats of this type.', exampleAlone: 'PERSONAL' })
  chat_type?: ChatType;

  @TextField({ description: 'Only the chat of this session.', example: 'notes', minLength: 1, maxLength: 128 })
  session_id?: string;

  @TextField({
    description:
      'Only chats whose title, or one message of which, holds every one of these words: split at white space, literal, in any case.',
    example: 'order',
    minLength: 1,
    maxLength: 200,
  })
  @HasSearchTerm()
  @FewSearchTerms()
  q?: string;

  @TimeParameter({
    description: 'Only chats that changed at this time or later, then in the order of `updated_at`, oldest first.',
    example: '2026-01-02T03:04:05Z',
  })
  updated_since?: string;

  @UserIdField({
    description: 'Whose chats. A user may leave it out; a service that does so gets every chat.',
    exampleAlone: 'demo',
  })
  user_id?: string;
}

export interface ListChatsQuery {
  /** The parameters that the walk began with. */
  readonly began: ListChatsDto;
  readonly filters: ChatFilters;
  readonly after: ChatPlace | undefined;
  readonly limit: number;
}

/** @throws ApiError 400 `invalid_cursor` or `cursor_mismatch` */
export function toListChatsQuery(given: ListChatsDto): ListChatsQuery {
  const walk = given.cursor === undefined ? undefined : decodeCursor(given.cursor);
  const began = walk === undefined ? given : continuedQuery(ListChatsDto, given, walk);
  const { status, chat_type: chatType, session_id: sessionId, q, updated_since: since } = began;
  return {
    began,
    filters: {
      status,
      chatType,
      sessionId,
      q,
      updatedSince: since === undefined ? undefined : new Date(timeFrom(since)).toISOString(),
    },
    after: walk === undefined ? undefined : toPlace(walk.place),
    limit: given.limit ?? 50,
  };
}

export function toChatListDto(page: ChatPage, { began }: ListChatsQuery): ChatListDto {
  const { status, chat_type, session_id, q, updated_since } = began;
  const filters = { status, chat_type, session_id, q, updated_since };
  const place = page.next === undefined ? undefined : { at: Date.parse(page.next.at), id: page.next.id };
  return {
    data: page.chats.map(toChatDto),
    has_more: place !== undefined,
    next_cursor: place === undefined ? null : encodeCursor({ place, filters }),
  };
}

/** RFC 8288 `Link` to the next page. */
export function chatListLink(
  path: string,
  given: ListChatsDto,
  { next_cursor: cursor }: ChatListDto,
): string | undefined {
  return cursor === null
    ? undefined
    : linkHeader(path, { next: { limit: given.limit, user_id: given.user_id, cursor } });
}

/** The end of the year 9999, in milliseconds. */
const LAST_TIME = 253_402_300_799_999;

/** In ms, within the years that PostgreSQL is told of: nothing here is older than 1970. */
export function timeFrom(given: string): number {
  return Math.min(Math.max(new Date(given).getTime(), 0), LAST_TIME);
}

function toPlace({ at, id }: Readonly<Record<string, unknown>>): ChatPlace {
  if (!Number.isSafeInteger(id) || !isTime(at)) throw invalidCursor();
  return { at: new Date(at).toISOString(), id: Number(id) };
}

/** Whether a cursor may hold it as a number of something. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The same as a time, in ms since 1970. */
export function isTime(value: unknown): value is number {
  return isCount(value) && value <= LAST_TIME;
}
