import { continuedQuery, decodeCursor, encodeCursor, invalidCursor, refusal } from '#libs/http';
import type { WalkFilters } from '../rows/chat-walk.repository.js';
import { ChatErrors } from '../shown/chat-errors.js';
import { LISTED_STATUSES } from '../shown/chat-vocabulary.js';
import { type ChatListDto, toChatDto } from '../shown/chat.dto.js';
import { isCount, isTime, ListChatsDto, timeFrom } from './list-chats.dto.js';
import type { WalkPage } from './walk-page.js';
import type { WalkPlace } from './walk-step.js';

export interface EveryChatQuery {
  /** The parameters that the walk began with. */
  readonly began: ListChatsDto;
  readonly filters: WalkFilters;
  readonly from: WalkPlace;
  readonly limit: number;
}

/** @throws ApiError 400 `invalid_cursor`, `cursor_mismatch` or `user_id_needed_with` */
export function toEveryChatQuery(given: ListChatsDto): EveryChatQuery {
  for (const field of ['q', 'session_id'] as const)
    if (given[field] !== undefined) throw refusal(ChatErrors.user_id_needed_with, field);
  const walk = given.cursor === undefined ? undefined : decodeCursor(given.cursor);
  const began = walk === undefined ? given : continuedQuery(ListChatsDto, given, walk);
  const { status, chat_type: chatType, updated_since: since } = began;
  return {
    began,
    filters: { statuses: status === undefined ? LISTED_STATUSES : [status], chatType },
    from: walk === undefined ? { at: since === undefined ? 0 : timeFrom(since), id: 0 } : toPlace(walk.place),
    limit: given.limit ?? 50,
  };
}

export function toEveryChatDto({ chats, next }: WalkPage, { began }: EveryChatQuery): ChatListDto {
  const { status, chat_type, updated_since } = began;
  const cursor = next && encodeCursor({ place: { every: next }, filters: { status, chat_type, updated_since } });
  return { data: chats.map(toChatDto), has_more: cursor !== undefined, next_cursor: cursor ?? null };
}

function toPlace({ every }: Readonly<Record<string, unknown>>): WalkPlace {
  const { at, id, turn } = (every ?? {}) as Partial<WalkPlace>;
  if (!isTime(at) || !isCount(id)) throw invalidCursor();
  if (turn === undefined) return { at, id };
  if (!isCount(turn?.id) || !isTime(turn.before)) throw invalidCursor();
  return { at, id, turn: { id: turn.id, before: turn.before, again: turn.again === true } };
}
